/* flo-config-table.c: every key of the config, once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-table.h"

#include <string.h>

#include "base/flo-moment.h"
#include "config/flo-config-schedule.h"
#include "market/flo-choice.h"

#define FIELD(member) G_STRUCT_OFFSET (FloConfig, member)

static const char *const distributions[] = { "balanced", "cheapest-first", "capacity-first", "single", NULL };
static const char *const when_short[] = { "elsewhere", "wait", NULL };
static const char *const price_limits[] = { "on-demand", "fixed", "percent", "dynamic", NULL };
static const char *const allocations[] = { "price-capacity-optimized", "capacity-optimized", "lowest-price", NULL };
static const char *const stop_actions[] = { "stop-growing", "end", NULL };
static const char *const budget_actions[] = { "stop-growing", "base", "stop", NULL };
static const char *const event_sources[] = { "poll", "queue", "instances", NULL };
static const char *const modes[] = { "flotilla", "managed", NULL };
static const char *const rebalances[] = { "ignore", "prepare", "replace", NULL };
static const char *const managed_rebalances[] = { "none", "launch", "launch-before-terminate", NULL };
static const char *const excesses[] = { "termination", "no-termination", NULL };
static const char *const when_done[] = { "keep", "stop", "destroy", NULL };
static const char *const health_actions[] = { "restart", "replace", "tell", NULL };
static const char *const wait_fors[] = { "status-checks", "running", NULL };
static const char *const on_failures[] = { "keep", "rollback", NULL };
static const char *const statistics[] = { "average", "sum", "minimum", "maximum", "sample-count", NULL };
static const char *const measures[] = { "node", "all", NULL };
static const char *const architectures[] = { "x86_64", "arm64", "any", NULL };
static const char *const systems[] = { "amazon-linux-2023", "ubuntu-24.04", "debian-12", NULL };
static const char *const volume_types[] = { "gp3", NULL };

static const FloConfigForm name_form = {
  "^[a-z][a-z0-9-]{0,62}$",
  "1 to 63 of a-z, 0-9 and \"-\", starting with a letter",
};
static const FloConfigForm account_form = {
  "^[^\\x00-\\x1f\\x7f]{1,64}$",
  "the name of an account, 1 to 64 characters",
};
static const FloConfigForm region_form = {
  "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$",
  "the code of a region, like \"us-east-1\"",
};
static const FloConfigForm type_form = {
  "^[a-z][a-z0-9-]*\\.[a-z0-9-]+$",
  "an instance type, like \"m6i.large\"",
};
static const FloConfigForm exclude_form = {
  "^[a-z0-9*?][a-z0-9*?.-]*$",
  "a pattern of instance types, like \"m5*.metal\" or \"t2.*\"",
};
static const FloConfigForm zone_form = {
  "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}[a-z]$",
  "the name of an Availability Zone, like \"us-east-1a\"",
};
static const FloConfigForm reason_form = {
  "^[^\\x00-\\x1f\\x7f]{1,256}$",
  "a sentence of 1 to 256 characters",
};
static const FloConfigForm image_form = {
  "^ami-([0-9a-f]{8}|[0-9a-f]{17})$",
  "the id of an image, like \"ami-0123456789abcdef0\"",
};
static const FloConfigForm vpc_form = {
  "^vpc-([0-9a-f]{8}|[0-9a-f]{17})$",
  "the id of a VPC, like \"vpc-0123456789abcdef0\"",
};
static const FloConfigForm cidr_form = {
  "^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$",
  "an IPv4 block, like \"203.0.113.0/24\"",
};
static const FloConfigForm key_pair_form = {
  "^[!-~]([ -~]{0,253}[!-~])?$",
  "the name of a key pair: 1 to 255 ASCII characters without spaces at the ends",
};
static const FloConfigForm user_form = {
  "^[a-z_][a-z0-9_-]{0,31}$",
  "a Unix user name",
};

static const FloConfigForm moment_form = {
  FLO_MOMENT_PATTERN,
  "a time with its zone, like \"2026-11-27 18:00 Europe/Berlin\" or \"2026-11-27T18:00:00+01:00\"",
};

static const FloConfigForm schedule_form = {
  FLO_SCHEDULE_PATTERN,
  "five fields as in crontab, \"=\" and how many nodes, like \"0 8 * * 1-5 = 20\"",
};
static const FloConfigForm queue_form = {
  "^([A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo)$",
  "the name of an SQS queue: at most 80 letters, digits, - and _",
};
static const FloConfigForm metric_form = {
  "^[!-~]([ -~]{0,253}[!-~])?$",
  "the name of a metric: 1 to 255 ASCII characters without spaces at the ends",
};
static const FloConfigForm namespace_form = {
  "^[A-Za-z0-9._/#-]([A-Za-z0-9._/#: -]{0,253}[A-Za-z0-9._/#:-])?$",
  "a namespace of CloudWatch, like \"AWS/SQS\" or \"Render\"",
};
static const FloConfigForm dimension_form = {
  "^[!-9;<>-~][ -<>-~]{0,254}=[ -~]{0,1023}[!-~]$",
  "the name of a dimension, \"=\" and its value, like \"Stage=production\"",
};
static const FloConfigForm target_form = {
  "^([1-9][0-9]{0,11}(\\.[0-9]{1,6})?|0\\.0{0,5}[1-9][0-9]{0,5})$",
  "a decimal number more than 0 in quotes, like \"50\" or \"0.7\"",
};
static const FloConfigForm time_zone_form = {
  "^[A-Za-z][A-Za-z0-9_+/-]{0,63}$",
  "the name of a time zone, like \"Europe/Berlin\"",
};

const FloConfigSection FLO_CONFIG_SECTIONS[] = {
  { "capacity", "How many nodes there shall be." },
  { "instances", "What a node may be: types by name, or requirements, or both (the types are then filtered by the requirements)." },
  { "zones", "Over which Availability Zones the nodes are spread." },
  { "price", "What an hour of a spot node may cost at most." },
  { "interruption", "What happens when EC2 takes a node back." },
  { "budget", "What the fleet's nodes may cost, with their volumes and public addresses. Traffic comes on top." },
  { "fallback", "On-demand nodes that stand in when spot nodes cannot be had, and go when they can be had again." },
  { "availability", "How much of the fleet may be missing at a time, and what runs besides it so that less is." },
  { "launch", "When a launch is over, and what becomes of one that fails." },
  { "health", "What happens to nodes that fail EC2's status checks." },
  { "monitoring", "How Flotilla learns what happens to the nodes." },
  { "managed", "How EC2 keeps the nodes, in mode \"managed\" only." },
  { "deadline", "Work that has to be done in time: on spot while it can, on demand when it must." },
  { "scaling", "How many nodes there are at which times, or for how much work." },
  { "image", "What the nodes boot." },
  { "storage", "The root volume of a node." },
  { "network", "Where the nodes live and who may reach them." },
  { "access", "How to log in." },
};
const guint FLO_CONFIG_N_SECTIONS = G_N_ELEMENTS (FLO_CONFIG_SECTIONS);

/* In the order in which documents are written. */
const FloConfigField FLO_CONFIG_FIELDS[] = {
  { NULL, "name", FLO_FIELD_STRING, FIELD (name),
    .required = TRUE, .default_text = "", .form = &name_form,
    .description = "What the config, and a fleet made of it, is called.",
    .hint = "choose a short name such as \"render-farm\"" },
  { NULL, "account", FLO_FIELD_STRING, FIELD (account),
    .form = &account_form,
    .description = "The name of the account to use; the keys themselves are kept elsewhere. Without it: the standard AWS chain (environment, profile).",
    .hint = "list the accounts with \"flotillactl account list\"" },
  { NULL, "region", FLO_FIELD_STRING, FIELD (region),
    .required = TRUE, .default_text = "", .form = &region_form,
    .description = "The AWS region of the fleet.",
    .hint = "write the region's code, for example \"us-east-1\" or \"eu-central-1\"" },

  { NULL, "mode", FLO_FIELD_CHOICE, FIELD (mode),
    .choices = modes, .brief = TRUE,
    .description = "Who keeps the nodes at their number: Flotilla, as long as it runs (\"flotilla\"), or EC2 itself, while nothing of ours runs (\"managed\"). EC2 knows neither fallback, nor deadlines, scaling or a spread over zones; Flotilla then watches and explains.",
    .hint = "\"flotilla\" can do more; \"managed\" needs no program that runs" },

  { "capacity", "nodes", FLO_FIELD_INTEGER, FIELD (capacity.nodes),
    .required = TRUE, .minimum = 1, .maximum = 1000, .fallback = 1,
    .description = "How many nodes the fleet is kept at.",
    .hint = "write how many nodes you want, for example 4" },
  { "capacity", "on_demand_base", FLO_FIELD_INTEGER, FIELD (capacity.on_demand_base),
    .minimum = 0, .maximum = 1000,
    .description = "So many of the nodes are on demand, the rest is spot.",
    .hint = "0 means that all nodes are spot" },

  { "instances", "types", FLO_FIELD_STRINGS, FIELD (instances.types),
    .minimum = 1, .maximum = 300, .brief = TRUE, .form = &type_form,
    .description = "Instance types by name. More types mean more pools and fewer interruptions.",
    .hint = "write type names as AWS does: family, generation, dot, size" },
  { "instances", "min_vcpus", FLO_FIELD_INTEGER, FIELD (instances.min_vcpus),
    .minimum = 0, .maximum = 4096, .brief = TRUE,
    .description = "Virtual CPUs of a node at least; 0 is no bound.",
    .hint = "leave the key out when there is no bound" },
  { "instances", "max_vcpus", FLO_FIELD_INTEGER, FIELD (instances.max_vcpus),
    .minimum = 0, .maximum = 4096, .brief = TRUE,
    .description = "Virtual CPUs of a node at most; 0 is no bound.",
    .hint = "leave the key out when there is no bound" },
  { "instances", "min_memory", FLO_FIELD_MEMORY, FIELD (instances.min_memory_mib),
    .minimum = 0, .maximum = 64 * 1024 * 1024, .brief = TRUE,
    .description = "Memory of a node at least: \"4 GiB\", \"4096 MiB\" or a number of MiB; 0 is no bound.",
    .hint = "write it like \"4 GiB\" or \"4096 MiB\"" },
  { "instances", "max_memory", FLO_FIELD_MEMORY, FIELD (instances.max_memory_mib),
    .minimum = 0, .maximum = 64 * 1024 * 1024, .brief = TRUE,
    .description = "Memory of a node at most: \"4 GiB\", \"4096 MiB\" or a number of MiB; 0 is no bound.",
    .hint = "write it like \"4 GiB\" or \"4096 MiB\"" },
  { "instances", "architecture", FLO_FIELD_WORD, FIELD (instances.architecture),
    .default_text = "any", .choices = architectures,
    .description = "The processor architecture. A fleet boots one image: \"any\" is x86_64, unless all types that are named are arm64.",
    .hint = "\"arm64\" is AWS Graviton, \"x86_64\" is Intel and AMD" },
  { "instances", "min_gpus", FLO_FIELD_INTEGER, FIELD (instances.min_gpus),
    .minimum = 0, .maximum = 64, .brief = TRUE,
    .description = "GPUs of a node at least.",
    .hint = "leave the key out when no GPU is needed" },
  { "instances", "burstable", FLO_FIELD_BOOLEAN, FIELD (instances.burstable),
    .description = "Whether requirements may choose burstable (T) types. Types that are named are taken in any case.",
    .hint = "write true or false, without quotes" },
  { "instances", "current_generation", FLO_FIELD_BOOLEAN, FIELD (instances.current_generation),
    .fallback = TRUE,
    .description = "Whether requirements choose current generations only. Types that are named are taken in any case.",
    .hint = "write true or false, without quotes" },
  { "instances", "exclude", FLO_FIELD_STRINGS, FIELD (instances.exclude),
    .maximum = 100, .brief = TRUE, .form = &exclude_form,
    .description = "Patterns of types never to take; * stands for any text, ? for one character.",
    .hint = "use * for any text and ? for one character" },

  { "zones", "minimum", FLO_FIELD_INTEGER, FIELD (zones.minimum),
    .minimum = 1, .maximum = 26, .fallback = 2,
    .description = "How many usable zones there must be; at least 2, unless distribution is \"single\" (then 1).",
    .hint = "two zones are the least that survives the loss of one; \"distribution\": \"single\" with a \"reason\" is the way out" },
  { "zones", "allowed", FLO_FIELD_STRINGS, FIELD (zones.allowed),
    .minimum = 1, .maximum = 26, .brief = TRUE, .form = &zone_form,
    .description = "The zones to use; without it, every usable zone of the region.",
    .hint = "leave the key out to allow every zone of the region" },
  { "zones", "distribution", FLO_FIELD_CHOICE, FIELD (zones.distribution),
    .choices = distributions,
    .description = "How nodes are spread over the zones.",
    .hint = "\"balanced\" is right for most" },
  { "zones", "reason", FLO_FIELD_STRING, FIELD (zones.reason),
    .brief = TRUE, .form = &reason_form,
    .description = "Why one zone is enough; required when distribution is \"single\".",
    .hint = "say it in a sentence, for whoever reads the config next" },

  { "zones", "when_short", FLO_FIELD_CHOICE, FIELD (zones.when_short),
    .choices = when_short, .brief = TRUE,
    .description = "When a zone has no capacity, its nodes run in the other zones meanwhile, and go back one by one when it has some again (\"elsewhere\"), or a node is kept back for each zone that is wanting to \"minimum\" (\"wait\").",
    .hint = "\"elsewhere\" never has fewer nodes than there is capacity for" },

  { "zones", "evacuate", FLO_FIELD_BOOLEAN, FIELD (zones.evacuate),
    .brief = TRUE,
    .description = "Whether nodes leave a zone, one after the other, when AWS has taken several of its nodes back within minutes and those are at least as many as are left. New nodes go to other zones then in any case.",
    .hint = "write true or false, without quotes" },

  { "price", "limit", FLO_FIELD_CHOICE, FIELD (price.limit),
    .choices = price_limits,
    .description = "Up to the on-demand price, a fixed price, a percentage of the on-demand price, or a dynamic price: for each type and zone what was enough for \"availability\" of the last 30 days, looked at anew every day.",
    .hint = "\"on-demand\" is AWS's advice: you pay the spot price, never more than on demand" },
  { "price", "maximum", FLO_FIELD_MONEY, FIELD (price.maximum),
    .minimum = FLO_MONEY_PER_USD / 1000, .maximum = 1000 * FLO_MONEY_PER_USD, .brief = TRUE,
    .description = "US dollars for a node and hour at most, as a string; with limit \"fixed\" only.",
    .hint = "write dollars as a string, for example \"0.05\"" },
  { "price", "percent", FLO_FIELD_INTEGER, FIELD (price.percent),
    .minimum = 1, .maximum = 100, .brief = TRUE,
    .description = "Percent of the on-demand price at most; with limit \"percent\" only.",
    .hint = "write a whole number, for example 60" },
  { "price", "availability", FLO_FIELD_INTEGER, FIELD (price.availability),
    .minimum = 1, .maximum = 100, .brief = TRUE,
    .description = "Percent of the time for which the price should be high enough; with limit \"dynamic\" only.",
    .hint = "write a whole number, for example 95" },
  { "price", "budget", FLO_FIELD_MONEY, FIELD (price.budget),
    .minimum = FLO_MONEY_PER_USD / 1000, .maximum = 1000 * FLO_MONEY_PER_USD, .brief = TRUE,
    .description = "US dollars for a node and hour that a dynamic price never exceeds, as a string; with limit \"dynamic\" only. Without it, it may rise to the on-demand price.",
    .hint = "write dollars as a string, for example \"0.05\"" },

  { "price", "warn_at", FLO_FIELD_MONEY, FIELD (price.warn_at),
    .minimum = FLO_MONEY_PER_USD / 1000, .maximum = 1000 * FLO_MONEY_PER_USD, .brief = TRUE,
    .description = "US dollars for a node and hour, as a string: when the nodes cost more on average, that is told, and again when they cost 5 percent less than this.",
    .hint = "write dollars as a string, for example \"0.05\"" },
  { "price", "stop_at", FLO_FIELD_MONEY, FIELD (price.stop_at),
    .minimum = FLO_MONEY_PER_USD / 1000, .maximum = 1000 * FLO_MONEY_PER_USD, .brief = TRUE,
    .description = "US dollars for a node and hour, as a string: above 95 percent of it no spot node is launched, nor one on demand in its place. The on-demand base is launched whatever it costs.",
    .hint = "write dollars as a string, for example \"0.08\"" },
  { "price", "at_stop", FLO_FIELD_CHOICE, FIELD (price.at_stop),
    .choices = stop_actions, .brief = TRUE,
    .description = "What becomes of spot nodes that run and come to cost more than \"stop_at\": they go on (\"stop-growing\"), or they go to a cheaper pool, or end at once when there is none (\"end\").",
    .hint = "\"stop-growing\" keeps what runs, and that goes on to cost money" },
  { "price", "move", FLO_FIELD_BOOLEAN, FIELD (price.move),
    .brief = TRUE,
    .description = "Whether nodes move to cheaper pools, a few an hour, when that saves at least twice what the move costs: two nodes for a while, and \"lost_work_minutes\" of work. The new node is there before the old one ends.",
    .hint = "write true or false, without quotes" },

  { NULL, "allocation", FLO_FIELD_CHOICE, FIELD (allocation),
    .choices = allocations,
    .description = "How EC2 chooses among pools.",
    .hint = "\"price-capacity-optimized\" is right for most" },

  { "interruption", "drain_seconds", FLO_FIELD_INTEGER, FIELD (interruption.drain_seconds),
    .minimum = 0, .maximum = 120, .fallback = 120,
    .description = "How many seconds before its end a noticed node is replaced.",
    .hint = "EC2 gives a notice of 120 seconds" },
  { "interruption", "replace", FLO_FIELD_BOOLEAN, FIELD (interruption.replace),
    .fallback = TRUE,
    .description = "Whether a noticed or lost node is replaced.",
    .hint = "write true or false, without quotes" },
  { "interruption", "lost_work_minutes", FLO_FIELD_INTEGER, FIELD (interruption.lost_work_minutes),
    .minimum = 0, .maximum = 10080, .fallback = FLO_CHOICE_LOST_MINUTES, .brief = TRUE,
    .description = "How many minutes of work an interruption costs: what was not saved, and the start of the next node. The higher, the more a pool has to be cheaper when EC2 takes nodes back more often there.",
    .hint = "half the time between two savings of your work, or 0 when nothing is lost" },
  { "interruption", "rebalance", FLO_FIELD_CHOICE, FIELD (interruption.rebalance),
    .choices = rebalances, .brief = TRUE,
    .description = "What follows when EC2 recommends to replace a node, before it gives notice: it is only told (\"ignore\"); a tenth of the nodes at most run besides those at risk, for an hour or until they are taken (\"prepare\"); or another node takes its place first and it ends then, a fifth of the nodes at most within an hour (\"replace\"). Pools that EC2 recommends to leave get no new nodes for an hour, while there are others. Recommendations come with monitoring.events \"queue\" or \"instances\" only.",
    .hint = "\"replace\" is for work that two minutes are too short to save; \"prepare\" when the fleet must not be short of a node while another one starts" },

  { "budget", "per_hour", FLO_FIELD_MONEY, FIELD (budget.per_hour),
    .minimum = FLO_MONEY_PER_USD / 1000, .maximum = 1000000 * FLO_MONEY_PER_USD, .brief = TRUE,
    .description = "US dollars an hour, as a string: no node is launched that would exceed them, and a launch that would is refused.",
    .hint = "write dollars as a string, for example \"1.50\"" },
  { "budget", "per_day", FLO_FIELD_MONEY, FIELD (budget.per_day),
    .minimum = FLO_MONEY_PER_USD / 1000, .maximum = 1000000 * FLO_MONEY_PER_USD, .brief = TRUE,
    .description = "US dollars a day, which begins at 00:00 UTC, as a string.",
    .hint = "write dollars as a string, for example \"20\"" },
  { "budget", "total", FLO_FIELD_MONEY, FIELD (budget.total),
    .minimum = FLO_MONEY_PER_USD / 1000, .maximum = 1000000 * FLO_MONEY_PER_USD, .brief = TRUE,
    .description = "US dollars since the launch, as a string.",
    .hint = "write dollars as a string, for example \"500\"" },
  { "budget", "at_limit", FLO_FIELD_CHOICE, FIELD (budget.at_limit),
    .choices = budget_actions, .brief = TRUE,
    .description = "What happens when the budget of the day or the whole one is spent: nothing more is launched (\"stop-growing\"), all but the on-demand base is ended (\"base\"), or everything is (\"stop\").",
    .hint = "\"stop-growing\" keeps what runs, and that goes on to cost money" },

  { "fallback", "nodes", FLO_FIELD_INTEGER, FIELD (fallback.nodes),
    .minimum = 0, .maximum = 1000, .brief = TRUE,
    .description = "So many on-demand nodes at most stand in for spot nodes that cannot be had; 0 is no fallback.",
    .hint = "on-demand nodes cost several times as much, and can be short when spot is: AWS promises neither" },
  { "fallback", "patience_minutes", FLO_FIELD_INTEGER, FIELD (fallback.patience_minutes),
    .minimum = 0, .maximum = 1440, .fallback = 10, .brief = TRUE,
    .description = "For so many minutes spot nodes have to be missing before on-demand nodes stand in.",
    .hint = "most shortages are over within minutes; 10 is right for most" },
  { "fallback", "max_interruptions", FLO_FIELD_INTEGER, FIELD (fallback.max_interruptions),
    .minimum = 0, .maximum = 1000, .brief = TRUE,
    .description = "After more interruptions than this within \"interruption_hours\", nodes that are missing are launched on demand at once; 0 is no such bound.",
    .hint = "leave the key out when interruptions do not matter by themselves" },
  { "fallback", "interruption_hours", FLO_FIELD_INTEGER, FIELD (fallback.interruption_hours),
    .minimum = 1, .maximum = 24, .fallback = 1, .brief = TRUE,
    .description = "For so many hours an interruption counts for \"max_interruptions\".",
    .hint = "1 is right for most; more keeps stand-ins for longer" },
  { "fallback", "min_saving", FLO_FIELD_INTEGER, FIELD (fallback.min_saving),
    .minimum = 0, .maximum = 90, .brief = TRUE,
    .description = "While the cheapest spot node costs less than so many percent less than the cheapest on-demand node, nodes that are missing are launched on demand; 0 is no such bound.",
    .hint = "20 is a saving that interruptions soon eat up" },
  { "fallback", "min_score", FLO_FIELD_INTEGER, FIELD (fallback.min_score),
    .minimum = 0, .maximum = 10, .brief = TRUE,
    .description = "While AWS's spot placement score for all nodes in the region, from 1 to 10, is lower than this, nodes that are missing are launched on demand; 0 is no such bound.",
    .hint = "scores move by themselves and promise nothing; 3 is low" },
  { "fallback", "return_minutes", FLO_FIELD_INTEGER, FIELD (fallback.return_minutes),
    .minimum = 0, .maximum = 1440, .fallback = 10, .brief = TRUE,
    .description = "For so many minutes a spot node has to have run before the on-demand node in its place is ended.",
    .hint = "a spot node that came back may go again at once; 10 is right for most" },

  { "availability", "max_unavailable", FLO_FIELD_INTEGER, FIELD (availability.max_unavailable),
    .minimum = 0, .maximum = 1000, .brief = TRUE,
    .description = "So many nodes at most do not run, or are being replaced or moved, before Flotilla takes another one from its work of its own accord; 0 is a tenth of the nodes, at least one. What AWS takes is replaced at once in any case.",
    .hint = "leave the key out for a tenth of the nodes" },
  { "availability", "spares", FLO_FIELD_INTEGER, FIELD (availability.spares),
    .minimum = 0, .maximum = 100, .brief = TRUE,
    .description = "So many spot nodes run, and cost, besides those of \"capacity\", so that as many as are wanted still run when AWS takes some back. On-demand nodes never stand in for them.",
    .hint = "1 or 2 are enough for most: all that AWS takes back is replaced at once in any case" },
  { "availability", "standbys", FLO_FIELD_INTEGER, FIELD (availability.standbys),
    .minimum = 0, .maximum = 100, .brief = TRUE,
    .description = "So many on-demand nodes are launched once, stopped when they have passed EC2's status checks, and started when fewer nodes run than are wanted. They are stopped again when others have run in their place for \"return_minutes\" of \"fallback\". A stopped one costs its volume alone; AWS promises no capacity for it.",
    .hint = "1 or 2 bridge the minutes until AWS has launched another node; \"spares\" run all the time" },

  { "launch", "wait_for", FLO_FIELD_CHOICE, FIELD (launch.wait_for),
    .choices = wait_fors, .brief = TRUE,
    .description = "When the launch is over: all nodes run and have passed EC2's status checks (\"status-checks\"), or all nodes run (\"running\").",
    .hint = "the checks take two to four minutes after a node runs, and find those that nobody can reach" },
  { "launch", "on_failure", FLO_FIELD_CHOICE, FIELD (launch.on_failure),
    .choices = on_failures, .brief = TRUE,
    .description = "What becomes of a launch that is not over within \"timeout_minutes\", or that cannot go on without you (a quota, a right that is missing): it goes on to try with the nodes that it has (\"keep\"), or the fleet is destroyed (\"rollback\"). A fleet that once had all its nodes is never destroyed because of this, nor one of which you asked something while it was launched.",
    .hint = "\"keep\" for work that can begin with fewer nodes; \"rollback\" when fewer nodes are of no use" },
  { "launch", "timeout_minutes", FLO_FIELD_INTEGER, FIELD (launch.timeout_minutes),
    .minimum = 1, .maximum = 1440, .fallback = 30, .brief = TRUE,
    .description = "So many minutes after the launch was asked for all nodes have to be there. The time counts also while nothing of Flotilla runs. With a deadline it has no effect: work with a deadline waits for spot on purpose.",
    .hint = "longer than \"start_minutes\" of \"health\", so that a node that does not get through its checks can be replaced" },

  { "health", "action", FLO_FIELD_CHOICE, FIELD (health.action),
    .choices = health_actions, .brief = TRUE,
    .description = "What is done about a node that fails its status checks: it is restarted once where its own system fails, and replaced when that does not help or when AWS's hardware fails (\"restart\"); it is replaced at once (\"replace\"); or that is only told (\"tell\").",
    .hint = "\"restart\" is right for most; \"replace\" when a restart would leave your work half done" },
  { "health", "grace_minutes", FLO_FIELD_INTEGER, FIELD (health.grace_minutes),
    .minimum = 0, .maximum = 1440, .fallback = 5, .brief = TRUE,
    .description = "For so many minutes a check has to fail before anything is done, and as long a restart is given to help. A check that passes in between for less than five minutes changes nothing. 0 is as soon as it was seen twice.",
    .hint = "EC2 checks once a minute; 5 is right for most" },
  { "health", "start_minutes", FLO_FIELD_INTEGER, FIELD (health.start_minutes),
    .minimum = 1, .maximum = 1440, .fallback = 20, .brief = TRUE,
    .description = "A node that has not passed its checks so many minutes after its launch is replaced.",
    .hint = "most pass after two or three minutes, large and metal types later" },
  { "health", "max_per_hour", FLO_FIELD_INTEGER, FIELD (health.max_per_hour),
    .minimum = 1, .maximum = 1000, .fallback = 10, .brief = TRUE,
    .description = "After so many restarts and replacements within an hour nothing more is done about sick nodes until the hour is over, and a person is asked to look.",
    .hint = "when many nodes fail one after the other, the image or the work on them is the likely cause" },
  { "health", "ssh", FLO_FIELD_BOOLEAN, FIELD (health.ssh),
    .brief = TRUE,
    .description = "Whether a node that does not answer on SSH any more counts as one whose instance status check fails: it is restarted, then replaced, as \"action\" says. Without it that is only told. When no node answers, it is not the nodes' fault, and nothing is done. With monitoring.events \"instances\" only.",
    .hint = "true when your work needs SSH; a node that only refuses the key answers" },

  { "monitoring", "events", FLO_FIELD_CHOICE, FIELD (monitoring.events),
    .choices = event_sources, .brief = TRUE,
    .description = "How notices reach Flotilla: it asks EC2 every few seconds (\"poll\"), or EventBridge sends them to a queue that is made for the fleet and goes with it (\"queue\"): they arrive sooner, rebalance recommendations among them, and EC2 is asked less often; or Flotilla reads on each node what is announced to it, over SSH (\"instances\"): as soon and as much, for 100 nodes at most that this computer reaches at their public addresses.",
    .hint = "\"queue\" needs rights for SQS and EventBridge, and costs a few cents a month; \"instances\" needs this computer's address in \"sources\" of \"network\", and curl on the nodes" },

  { "managed", "rebalance", FLO_FIELD_CHOICE, FIELD (managed.rebalance),
    .choices = managed_rebalances, .fallback = FLO_MANAGED_REBALANCE_BEFORE_TERMINATE, .brief = TRUE,
    .description = "What EC2 does with a node that it recommends to replace, because it may soon be taken back: nothing before it is (\"none\"), it launches another one and leaves both (\"launch\"), or it launches another one and ends the old one \"termination_delay\" seconds later (\"launch-before-terminate\"). It cannot be changed after the launch.",
    .hint = "\"launch\" may leave up to twice as many nodes, all of which cost money" },
  { "managed", "termination_delay", FLO_FIELD_INTEGER, FIELD (managed.termination_delay),
    .minimum = 120, .maximum = 7200, .fallback = 120, .brief = TRUE,
    .description = "So many seconds after the launch of the new node EC2 ends the old one; with rebalance \"launch-before-terminate\" only.",
    .hint = "as long as your work takes to move: 120 to 7200 seconds" },
  { "managed", "excess", FLO_FIELD_CHOICE, FIELD (managed.excess),
    .choices = excesses, .brief = TRUE,
    .description = "Whether EC2 ends nodes when fewer are wanted (\"termination\"), or lets them run until they end by themselves (\"no-termination\").",
    .hint = "\"termination\" is right for most: nodes that are not wanted go on to cost money" },

  { "deadline", "work_hours", FLO_FIELD_INTEGER, FIELD (deadline.work_hours),
    .minimum = 0, .maximum = 8760, .brief = TRUE,
    .description = "How long the work takes when all nodes of \"capacity\" run and none is disturbed, in hours; 0 is no deadline.",
    .hint = "write whole hours, rounded up" },
  { "deadline", "finish_by", FLO_FIELD_STRING, FIELD (deadline.finish_by),
    .brief = TRUE, .form = &moment_form,
    .description = "When the work has to be done: a local time and its time zone, or a time with its offset from UTC.",
    .hint = "write for example \"2026-11-27 18:00 Europe/Berlin\" or \"2026-11-27T18:00:00Z\"" },
  { "deadline", "changeover_minutes", FLO_FIELD_INTEGER, FIELD (deadline.changeover_minutes),
    .minimum = 1, .maximum = 720, .fallback = 5, .brief = TRUE,
    .description = "Minutes from the launch of a node until the work goes on where it was. What an interruption loses of the work comes on top: lost_work_minutes in \"interruption\".",
    .hint = "how long a node takes to boot and to load what it needs" },
  { "deadline", "when_done", FLO_FIELD_CHOICE, FIELD (deadline.when_done),
    .choices = when_done, .brief = TRUE,
    .description = "What happens when the work is done: the nodes go on (\"keep\"), all of them end (\"stop\"), or the fleet is destroyed (\"destroy\").",
    .hint = "\"keep\" loses nothing, and goes on to cost money" },

  { "scaling", "schedule", FLO_FIELD_STRINGS, FIELD (scaling.schedule),
    .minimum = 1, .maximum = 50, .brief = TRUE, .form = &schedule_form,
    .description = "When how many nodes are wanted, in place of \"nodes\" of \"capacity\": minute, hour, day of the month, month and day of the week as in crontab, then \"=\" and the number. The entry that was due last holds until the next one is due.",
    .hint = "write for example [\"0 8 * * 1-5 = 20\", \"0 18 * * 1-5 = 2\"]" },
  { "scaling", "time_zone", FLO_FIELD_STRING, FIELD (scaling.time_zone),
    .brief = TRUE, .form = &time_zone_form,
    .description = "The time zone whose clocks the schedule means; without it UTC.",
    .hint = "write a name of the time zone database, for example \"Europe/Berlin\"" },
  { "scaling", "queue", FLO_FIELD_STRING, FIELD (scaling.queue),
    .brief = TRUE, .form = &queue_form,
    .description = "The name of an SQS queue of the region and the account. There are as many nodes as its messages are worth, those that are being worked on too, between \"minimum\" and \"maximum\"; \"nodes\" of \"capacity\" is what the fleet begins with.",
    .hint = "write the queue's name, not its URL, for example \"render-jobs\"" },
  { "scaling", "messages_per_node", FLO_FIELD_INTEGER, FIELD (scaling.messages_per_node),
    .minimum = 0, .maximum = 1000000, .brief = TRUE,
    .description = "For how many messages of the queue one node is wanted.",
    .hint = "how many messages one node works off in the time they may wait" },
  { "scaling", "cpu", FLO_FIELD_INTEGER, FIELD (scaling.cpu),
    .minimum = 1, .maximum = 100, .brief = TRUE,
    .description = "In place of a queue: there are as many nodes as keep their CPUs used at so many percent on average, by CloudWatch's CPUUtilization of each node, a figure for each five minutes.",
    .hint = "40 to 70 is usual: what is left has to do until new nodes work" },
  { "scaling", "metric", FLO_FIELD_STRING, FIELD (scaling.metric),
    .brief = TRUE, .form = &metric_form,
    .description = "In place of a queue: the name of a CloudWatch metric of the region and the account. There are as many nodes as keep it at \"target\", between \"minimum\" and \"maximum\"; \"nodes\" of \"capacity\" is what the fleet begins with.",
    .hint = "write it as CloudWatch shows it: upper and lower case make a difference" },
  { "scaling", "namespace", FLO_FIELD_STRING, FIELD (scaling.metric_namespace),
    .brief = TRUE, .form = &namespace_form,
    .description = "The namespace of the metric.",
    .hint = "write it as CloudWatch shows it, for example \"AWS/SQS\"" },
  { "scaling", "dimensions", FLO_FIELD_STRINGS, FIELD (scaling.dimensions),
    .minimum = 1, .maximum = 30, .brief = TRUE, .form = &dimension_form,
    .description = "All dimensions of the metric, each with its value: one that is left out makes another metric of it.",
    .hint = "write for example [\"Stage=production\"]" },
  { "scaling", "statistic", FLO_FIELD_CHOICE, FIELD (scaling.statistic),
    .choices = statistics, .brief = TRUE,
    .description = "What is made of the values that the metric has in a period.",
    .hint = "\"average\" of what nodes report each for itself, \"sum\" of what is counted" },
  { "scaling", "period", FLO_FIELD_INTEGER, FIELD (scaling.period),
    .minimum = 10, .maximum = 3600, .fallback = 60, .brief = TRUE,
    .description = "Seconds of each figure of the metric: 10, 30 or a multiple of 60, no shorter than what whoever writes it takes between two values.",
    .hint = "60, or 300 for metrics that AWS writes every five minutes" },
  { "scaling", "measures", FLO_FIELD_CHOICE, FIELD (scaling.measures),
    .choices = measures, .brief = TRUE,
    .description = "Whether the metric says how much each node has to do on average (\"node\"), so that it falls when there are more of them, or how much there is to do in all (\"all\").",
    .hint = "with the wrong one the number runs up to the maximum, or down to the minimum" },
  { "scaling", "target", FLO_FIELD_STRING, FIELD (scaling.target),
    .brief = TRUE, .form = &target_form,
    .description = "Where the metric shall be for each node: with \"node\" its value, with \"all\" its value divided by the nodes. A decimal number in quotes.",
    .hint = "put quotes around it: a string is read exactly" },
  { "scaling", "minimum", FLO_FIELD_INTEGER, FIELD (scaling.minimum),
    .minimum = 0, .maximum = FLO_SCHEDULE_MAX_NODES, .brief = TRUE,
    .description = "So many nodes there are at least, however little there is to do. With a schedule, the schedule's number when that is more.",
    .hint = "0 lets all nodes end when there is no work" },
  { "scaling", "maximum", FLO_FIELD_INTEGER, FIELD (scaling.maximum),
    .minimum = 0, .maximum = FLO_SCHEDULE_MAX_NODES, .brief = TRUE,
    .description = "So many nodes there are at most, however much there is to do. The budget may allow fewer.",
    .hint = "what you would pay for in the worst case" },
  { "scaling", "out_minutes", FLO_FIELD_INTEGER, FIELD (scaling.out_minutes),
    .minimum = 0, .maximum = 1440, .fallback = 2, .brief = TRUE,
    .description = "So many minutes after a change the number may grow again.",
    .hint = "about as long as a node takes until it works" },
  { "scaling", "in_minutes", FLO_FIELD_INTEGER, FIELD (scaling.in_minutes),
    .minimum = 0, .maximum = 1440, .fallback = 10, .brief = TRUE,
    .description = "So many minutes after a change the number may shrink, and for so long there must have been little enough to do, at every look.",
    .hint = "longer than the pauses between two heaps of work" },

  { "image", "id", FLO_FIELD_STRING, FIELD (image.id),
    .brief = TRUE, .form = &image_form,
    .description = "An image of your own; system is then ignored.",
    .hint = "leave it out to boot the newest image of \"system\"" },
  { "image", "system", FLO_FIELD_WORD, FIELD (image.system),
    .default_text = "amazon-linux-2023", .choices = systems,
    .description = "The newest official image of this system.",
    .hint = "for anything else give the image's \"id\"" },

  { "storage", "size_gib", FLO_FIELD_INTEGER, FIELD (storage.size_gib),
    .minimum = 8, .maximum = 16384, .fallback = 20,
    .description = "Size of the root volume in GiB.",
    .hint = "20 is enough for a system and some data" },
  { "storage", "type", FLO_FIELD_WORD, FIELD (storage.type),
    .default_text = "gp3", .choices = volume_types,
    .description = "Type of the root volume.",
    .hint = "gp3 is cheaper and faster than the older types" },
  { "storage", "encrypted", FLO_FIELD_BOOLEAN, FIELD (storage.encrypted),
    .fallback = TRUE,
    .description = "Whether the root volume is encrypted.",
    .hint = "write true or false, without quotes" },

  { "network", "vpc", FLO_FIELD_STRING, FIELD (network.vpc),
    .brief = TRUE, .form = &vpc_form,
    .description = "An existing VPC; without it the default VPC, or one made for the fleet.",
    .hint = "leave it out to use the default VPC" },
  { "network", "ports", FLO_FIELD_PORTS, FIELD (network.ports), FIELD (network.n_ports),
    .maximum = 50, .brief = TRUE,
    .description = "TCP ports that sources may reach, besides SSH.",
    .hint = "write whole numbers from 1 to 65535, for example [80, 443]" },
  { "network", "sources", FLO_FIELD_STRINGS, FIELD (network.sources),
    .maximum = 50, .brief = TRUE, .form = &cidr_form,
    .description = "IPv4 blocks that may reach the nodes; without it nobody from outside.",
    .hint = "for one address write it with /32, for example \"203.0.113.7/32\"" },

  { "access", "key_pair", FLO_FIELD_STRING, FIELD (access.key_pair),
    .brief = TRUE, .form = &key_pair_form,
    .description = "The name of an existing key pair; without it one is made for the fleet.",
    .hint = "write the name EC2 knows it by, not the key" },
  { "access", "user", FLO_FIELD_STRING, FIELD (access.user),
    .brief = TRUE, .form = &user_form,
    .description = "The user to log in as; without it the image's own.",
    .hint = "leave it out to use the image's own user" },
  { "access", "ssh_port", FLO_FIELD_INTEGER, FIELD (access.ssh_port),
    .minimum = 1, .maximum = 65535, .fallback = 22,
    .description = "The port SSH listens on.",
    .hint = "22 unless your image says otherwise" },

  { NULL, "tags", FLO_FIELD_TAGS, FIELD (tags),
    .maximum = 40, .brief = TRUE,
    .description = "Tags for everything that is made, besides Flotilla's own.",
    .hint = "AWS allows 50 tags and Flotilla needs some of them" },
};
const guint FLO_CONFIG_N_FIELDS = G_N_ELEMENTS (FLO_CONFIG_FIELDS);

const FloConfigField *
flo_config_field_find (const char *section,
                       const char *key)
{
  for (guint i = 0; i < FLO_CONFIG_N_FIELDS; i++)
    if (g_strcmp0 (FLO_CONFIG_FIELDS[i].section, section) == 0 &&
        strcmp (FLO_CONFIG_FIELDS[i].key, key) == 0)
      return &FLO_CONFIG_FIELDS[i];

  return NULL;
}

char *
flo_config_field_path (const FloConfigField *self)
{
  return self->section != NULL ? g_strconcat ("/", self->section, "/", self->key, NULL)
                               : g_strconcat ("/", self->key, NULL);
}

char *
flo_config_field_name (const FloConfigField *self)
{
  return self->section != NULL ? g_strconcat (self->section, ".", self->key, NULL)
                               : g_strdup (self->key);
}

gpointer
flo_config_field_get (const FloConfigField *self,
                      const FloConfig      *config)
{
  return G_STRUCT_MEMBER_P (config, self->offset);
}

static gsize *
get_count (const FloConfigField *self,
           const FloConfig      *config)
{
  return G_STRUCT_MEMBER_P (config, self->count_offset);
}

void
flo_config_field_clear (const FloConfigField *self,
                        FloConfig            *config)
{
  gpointer place = flo_config_field_get (self, config);

  switch (self->kind)
    {
    case FLO_FIELD_STRING:
    case FLO_FIELD_WORD:
      g_clear_pointer ((char **) place, g_free);
      break;

    case FLO_FIELD_STRINGS:
      g_clear_pointer ((GStrv *) place, g_strfreev);
      break;

    case FLO_FIELD_PORTS:
      g_clear_pointer ((gint64 **) place, g_free);
      *get_count (self, config) = 0;
      break;

    case FLO_FIELD_TAGS:
      g_clear_pointer ((GHashTable **) place, g_hash_table_unref);
      break;

    case FLO_FIELD_CHOICE:
    case FLO_FIELD_INTEGER:
    case FLO_FIELD_MEMORY:
    case FLO_FIELD_MONEY:
    case FLO_FIELD_BOOLEAN:
    default:
      break;
    }
}

void
flo_config_field_reset (const FloConfigField *self,
                        FloConfig            *config)
{
  gpointer place = flo_config_field_get (self, config);

  flo_config_field_clear (self, config);
  switch (self->kind)
    {
    case FLO_FIELD_STRING:
    case FLO_FIELD_WORD:
      *(char **) place = g_strdup (self->default_text);
      break;

    case FLO_FIELD_CHOICE:
    case FLO_FIELD_BOOLEAN:
      *(int *) place = (int) self->fallback;
      break;

    case FLO_FIELD_INTEGER:
    case FLO_FIELD_MEMORY:
    case FLO_FIELD_MONEY:
      *(gint64 *) place = self->fallback;
      break;

    case FLO_FIELD_TAGS:
      *(GHashTable **) place = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      break;

    case FLO_FIELD_STRINGS:
    case FLO_FIELD_PORTS:
    default:
      break;
    }
}

static void
copy_tags (GHashTable *from,
           GHashTable *to)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (to, g_strdup (key), g_strdup (value));
}

void
flo_config_field_copy (const FloConfigField *self,
                       const FloConfig      *from,
                       FloConfig            *to)
{
  gpointer source = flo_config_field_get (self, from);
  gpointer place = flo_config_field_get (self, to);

  flo_config_field_clear (self, to);
  switch (self->kind)
    {
    case FLO_FIELD_STRING:
    case FLO_FIELD_WORD:
      *(char **) place = g_strdup (*(char **) source);
      break;

    case FLO_FIELD_CHOICE:
    case FLO_FIELD_BOOLEAN:
      *(int *) place = *(int *) source;
      break;

    case FLO_FIELD_INTEGER:
    case FLO_FIELD_MEMORY:
    case FLO_FIELD_MONEY:
      *(gint64 *) place = *(gint64 *) source;
      break;

    case FLO_FIELD_STRINGS:
      *(GStrv *) place = g_strdupv (*(GStrv *) source);
      break;

    case FLO_FIELD_PORTS:
      *get_count (self, to) = *get_count (self, from);
      *(gint64 **) place = g_memdup2 (*(gint64 **) source, *get_count (self, from) * sizeof (gint64));
      break;

    case FLO_FIELD_TAGS:
      flo_config_field_reset (self, to);
      if (*(GHashTable **) source != NULL)
        copy_tags (*(GHashTable **) source, *(GHashTable **) place);
      break;

    default:
      break;
    }
}

/* An absent vector and an empty one mean the same. */
static gboolean
strings_equal (GStrv a,
               GStrv b)
{
  static const char *const none[] = { NULL };

  return g_strv_equal (a != NULL ? (const char *const *) a : none,
                       b != NULL ? (const char *const *) b : none);
}

static gboolean
tags_equal (GHashTable *a,
            GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value, other;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_lookup_extended (b, key, NULL, &other) || strcmp (value, other) != 0)
      return FALSE;

  return TRUE;
}

gboolean
flo_config_field_equal (const FloConfigField *self,
                        const FloConfig      *a,
                        const FloConfig      *b)
{
  gpointer in_a = flo_config_field_get (self, a);
  gpointer in_b = flo_config_field_get (self, b);

  switch (self->kind)
    {
    case FLO_FIELD_STRING:
    case FLO_FIELD_WORD:
      return g_strcmp0 (*(char **) in_a, *(char **) in_b) == 0;

    case FLO_FIELD_CHOICE:
    case FLO_FIELD_BOOLEAN:
      return *(int *) in_a == *(int *) in_b;

    case FLO_FIELD_INTEGER:
    case FLO_FIELD_MEMORY:
    case FLO_FIELD_MONEY:
      return *(gint64 *) in_a == *(gint64 *) in_b;

    case FLO_FIELD_STRINGS:
      return strings_equal (*(GStrv *) in_a, *(GStrv *) in_b);

    case FLO_FIELD_PORTS:
      return *get_count (self, a) == *get_count (self, b) &&
             (*get_count (self, a) == 0 ||
              memcmp (*(gint64 **) in_a, *(gint64 **) in_b, *get_count (self, a) * sizeof (gint64)) == 0);

    case FLO_FIELD_TAGS:
      return tags_equal (*(GHashTable **) in_a, *(GHashTable **) in_b);

    default:
      g_return_val_if_reached (FALSE);
    }
}
