/* test-config-json.c: reading and writing configs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config/flo-config-json.h"
#include "config/flo-config-need.h"
#include "base/flo-memory.h"
#include "config/flo-config-secret.h"
#include "config/flo-config-suggest.h"

#include <string.h>

/* Every key there is, none with its default. */
static const char full[] =
  "{\n"
  "  \"$schema\": \"flotilla-config-1.schema.json\",\n"
  "  \"version\": 1,\n"
  "  \"name\": \"farm-1\",\n"
  "  \"account\": \"Work, müde\",\n"
  "  \"region\": \"eu-central-1\",\n"
  "  \"capacity\": { \"nodes\": 12, \"on_demand_base\": 2 },\n"
  "  \"instances\": {\n"
  "    \"types\": [\"m6i.large\", \"u-6tb1.metal\"], \"min_vcpus\": 2, \"max_vcpus\": 8,\n"
  "    \"min_memory\": \"4 GiB\", \"max_memory\": 65536, \"architecture\": \"arm64\", \"min_gpus\": 1,\n"
  "    \"burstable\": true, \"current_generation\": false, \"exclude\": [\"m5*.metal\", \"t2.*\"]\n"
  "  },\n"
  "  \"zones\": { \"minimum\": 1, \"allowed\": [\"eu-central-1a\"], \"distribution\": \"single\",\n"
  "             \"reason\": \"the data is there \\ud83d\\ude00\", \"when_short\": \"wait\" },\n"
  "  \"price\": { \"limit\": \"fixed\", \"maximum\": \"0.0512\", \"warn_at\": \"0.03\", \"stop_at\": \"0.04\", \"at_stop\": \"end\", \"move\": true },\n"
  "  \"allocation\": \"lowest-price\",\n"
  "  \"interruption\": { \"drain_seconds\": 90, \"replace\": false, \"lost_work_minutes\": 45 },\n"
  "  \"budget\": { \"per_hour\": \"1.5\", \"per_day\": \"20\", \"total\": \"100.25\", \"at_limit\": \"base\" },\n"
  "  \"fallback\": { \"nodes\": 0, \"patience_minutes\": 5, \"max_interruptions\": 3, \"return_minutes\": 20 },\n"
  "  \"availability\": { \"max_unavailable\": 3, \"spares\": 0, \"standbys\": 0 },\n"
  "  \"launch\": { \"wait_for\": \"running\", \"on_failure\": \"rollback\", \"timeout_minutes\": 45 },\n"
  "  \"health\": { \"action\": \"restart\", \"grace_minutes\": 7, \"start_minutes\": 30, \"max_per_hour\": 4 },\n"
  "  \"deadline\": { \"changeover_minutes\": 7 },\n"
  "  \"image\": { \"id\": \"ami-0123456789abcdef0\", \"system\": \"debian-12\" },\n"
  "  \"storage\": { \"size_gib\": 100, \"encrypted\": false },\n"
  "  \"network\": { \"vpc\": \"vpc-01234567\", \"ports\": [80, 443], \"sources\": [\"203.0.113.0/24\"] },\n"
  "  \"access\": { \"key_pair\": \"my key\", \"user\": \"admin\", \"ssh_port\": 2222 },\n"
  "  \"tags\": { \"team\": \"a/b~c\", \"a/b~c\": \"\" }\n"
  "}\n";

static const char small[] =
  "{\"version\":1,\"name\":\"a\",\"region\":\"us-east-1\",\"capacity\":{\"nodes\":1},"
  "\"instances\":{\"min_vcpus\":2}}";

static FloConfig *
parse_good (const char *text)
{
  g_autoptr(GPtrArray) problems = NULL;
  FloConfig *config = flo_config_parse (text, -1, &problems);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *line = flo_config_problem_format (problems->pdata[i], "good");

      g_test_message ("%s", line);
    }
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_nonnull (config);

  return config;
}

static void
test_read (void)
{
  g_autoptr(FloConfig) config = parse_good (full);

  g_assert_cmpstr (config->name, ==, "farm-1");
  g_assert_cmpstr (config->account, ==, "Work, müde");
  g_assert_cmpstr (config->region, ==, "eu-central-1");
  g_assert_cmpint (config->capacity.nodes, ==, 12);
  g_assert_cmpint (config->capacity.on_demand_base, ==, 2);
  g_assert_cmpuint (g_strv_length (config->instances.types), ==, 2);
  g_assert_cmpstr (config->instances.types[1], ==, "u-6tb1.metal");
  g_assert_cmpint (config->instances.min_vcpus, ==, 2);
  g_assert_cmpint (config->instances.max_vcpus, ==, 8);
  g_assert_cmpint (config->instances.min_memory_mib, ==, 4096);
  g_assert_cmpint (config->instances.max_memory_mib, ==, 65536);
  g_assert_cmpstr (config->instances.architecture, ==, "arm64");
  g_assert_cmpint (config->instances.min_gpus, ==, 1);
  g_assert_true (config->instances.burstable);
  g_assert_false (config->instances.current_generation);
  g_assert_cmpstr (config->instances.exclude[0], ==, "m5*.metal");
  g_assert_cmpint (config->zones.minimum, ==, 1);
  g_assert_cmpstr (config->zones.allowed[0], ==, "eu-central-1a");
  g_assert_cmpint (config->zones.distribution, ==, FLO_DISTRIBUTION_SINGLE);
  g_assert_cmpstr (config->zones.reason, ==, "the data is there 😀");
  g_assert_cmpint (config->zones.when_short, ==, FLO_WHEN_SHORT_WAIT);
  g_assert_cmpint (config->price.limit, ==, FLO_PRICE_FIXED);
  g_assert_cmpint (config->price.maximum, ==, 51200);
  g_assert_cmpint (config->allocation, ==, FLO_ALLOCATION_LOWEST_PRICE);
  g_assert_cmpint (config->interruption.drain_seconds, ==, 90);
  g_assert_cmpint (config->interruption.lost_work_minutes, ==, 45);
  g_assert_false (config->interruption.replace);
  g_assert_cmpint (config->budget.per_hour, ==, 1500000);
  g_assert_cmpint (config->budget.per_day, ==, 20000000);
  g_assert_cmpint (config->budget.total, ==, 100250000);
  g_assert_cmpint (config->budget.at_limit, ==, FLO_BUDGET_BASE);
  g_assert_cmpint (config->fallback.patience_minutes, ==, 5);
  g_assert_cmpint (config->fallback.max_interruptions, ==, 3);
  g_assert_cmpint (config->fallback.return_minutes, ==, 20);
  g_assert_true (config->price.move);
  g_assert_cmpint (config->availability.max_unavailable, ==, 3);
  g_assert_cmpint (config->launch.wait_for, ==, FLO_WAIT_FOR_RUNNING);
  g_assert_cmpint (config->launch.on_failure, ==, FLO_ON_FAILURE_ROLLBACK);
  g_assert_cmpint (config->launch.timeout_minutes, ==, 45);
  g_assert_cmpint (config->health.action, ==, FLO_HEALTH_RESTART_FIRST);
  g_assert_cmpint (config->health.grace_minutes, ==, 7);
  g_assert_cmpint (config->health.start_minutes, ==, 30);
  g_assert_cmpint (config->health.max_per_hour, ==, 4);
  g_assert_cmpint (config->deadline.work_hours, ==, 0);
  g_assert_cmpint (config->deadline.changeover_minutes, ==, 7);
  g_assert_cmpstr (config->image.id, ==, "ami-0123456789abcdef0");
  g_assert_cmpstr (config->image.system, ==, "debian-12");
  g_assert_cmpint (config->storage.size_gib, ==, 100);
  g_assert_cmpstr (config->storage.type, ==, "gp3");
  g_assert_false (config->storage.encrypted);
  g_assert_cmpstr (config->network.vpc, ==, "vpc-01234567");
  g_assert_cmpuint (config->network.n_ports, ==, 2);
  g_assert_cmpint (config->network.ports[1], ==, 443);
  g_assert_cmpstr (config->network.sources[0], ==, "203.0.113.0/24");
  g_assert_cmpstr (config->access.key_pair, ==, "my key");
  g_assert_cmpstr (config->access.user, ==, "admin");
  g_assert_cmpint (config->access.ssh_port, ==, 2222);
  g_assert_cmpuint (g_hash_table_size (config->tags), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (config->tags, "team"), ==, "a/b~c");
}

static void
test_defaults (void)
{
  g_autoptr(FloConfig) config = parse_good (small);

  g_assert_null (config->account);
  g_assert_cmpint (config->capacity.on_demand_base, ==, 0);
  g_assert_null (config->instances.types);
  g_assert_cmpstr (config->instances.architecture, ==, "any");
  g_assert_true (config->instances.current_generation);
  g_assert_cmpint (config->zones.minimum, ==, 2);
  g_assert_null (config->zones.allowed);
  g_assert_cmpint (config->zones.distribution, ==, FLO_DISTRIBUTION_BALANCED);
  g_assert_cmpint (config->price.limit, ==, FLO_PRICE_ON_DEMAND);
  g_assert_cmpint (config->allocation, ==, FLO_ALLOCATION_PRICE_CAPACITY_OPTIMIZED);
  g_assert_cmpint (config->interruption.drain_seconds, ==, 120);
  g_assert_cmpint (config->interruption.lost_work_minutes, ==, 30);
  g_assert_true (config->interruption.replace);
  g_assert_cmpint (config->budget.per_hour, ==, 0);
  g_assert_cmpint (config->budget.at_limit, ==, FLO_BUDGET_STOP_GROWING);
  g_assert_cmpint (config->fallback.nodes, ==, 0);
  g_assert_cmpint (config->fallback.patience_minutes, ==, 10);
  g_assert_cmpint (config->fallback.return_minutes, ==, 10);
  g_assert_null (config->image.id);
  g_assert_cmpstr (config->image.system, ==, "amazon-linux-2023");
  g_assert_cmpint (config->storage.size_gib, ==, 20);
  g_assert_true (config->storage.encrypted);
  g_assert_null (config->network.ports);
  g_assert_cmpint (config->access.ssh_port, ==, 22);
  g_assert_cmpuint (g_hash_table_size (config->tags), ==, 0);
}

static void
test_single_needs_no_minimum (void)
{
  g_autoptr(FloConfig) config = parse_good (
    "{\"version\":1,\"name\":\"a\",\"region\":\"us-east-1\",\"capacity\":{\"nodes\":1},"
    "\"instances\":{\"min_vcpus\":2},\"zones\":{\"distribution\":\"single\",\"reason\":\"a test\"}}");

  g_assert_cmpint (config->zones.minimum, ==, 1);
}

static void
test_round_trip (void)
{
  const char *const documents[] = { full, small };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr(FloConfig) config = parse_good (documents[i]);
      g_autofree char *text = flo_config_to_json (config);
      g_autoptr(FloConfig) again = parse_good (text);
      g_autofree char *text_again = flo_config_to_json (again);

      g_assert_true (flo_config_equal (config, again));
      g_assert_cmpstr (text, ==, text_again);
      g_assert_true (g_str_has_prefix (text, "{\n  \"$schema\" : \"https://") ||
                     g_str_has_prefix (text, "{\n  \"$schema\": \"https://"));
      g_assert_true (g_str_has_suffix (text, "}\n"));
      g_assert_nonnull (strstr (text, "\"encrypted\""));
    }
}

static void
test_dynamic_price (void)
{
  g_autoptr(FloConfig) config = parse_good (
    "{\"version\":1,\"name\":\"a\",\"region\":\"us-east-1\",\"capacity\":{\"nodes\":1},"
    "\"instances\":{\"min_vcpus\":2},"
    "\"price\":{\"limit\":\"dynamic\",\"availability\":95,\"budget\":\"0.0123\"}}");
  g_autoptr(FloConfig) copy = flo_config_copy (config);
  g_autofree char *text = flo_config_to_json (config);
  g_autoptr(FloConfig) again = parse_good (text);
  FloLimit limit;

  g_assert_cmpint (config->price.limit, ==, FLO_PRICE_DYNAMIC);
  g_assert_cmpint (config->price.availability, ==, 95);
  g_assert_cmpint (config->price.budget, ==, 12300);
  g_assert_true (flo_config_equal (config, again));
  g_assert_nonnull (strstr (text, "\"0.0123"));
  copy->price.availability = 94;
  g_assert_false (flo_config_equal (config, copy));

  limit = flo_config_get_limit (config);
  g_assert_cmpint (limit.kind, ==, FLO_LIMIT_DYNAMIC);
  g_assert_cmpuint (limit.percent, ==, 95);
  g_assert_cmpint (limit.budget, ==, 12300);
}

/* What is written of a config that does not use the newer keys does not mention them. */
static void
test_other_limits (void)
{
  g_autoptr(FloConfig) config = parse_good (full);
  g_autofree char *text = flo_config_to_json (config);

  g_autoptr(FloConfig) little = parse_good (small);
  g_autofree char *little_text = flo_config_to_json (little);

  g_assert_null (strstr (text, "\"availability\" : 95"));
  g_assert_null (strstr (little_text, "availability"));
  g_assert_null (strstr (little_text, "budget"));
  g_assert_null (strstr (little_text, "fallback"));
  g_assert_cmpint (flo_config_get_limit (config).kind, ==, FLO_LIMIT_FIXED);
  g_assert_cmpint (flo_config_get_limit (config).price, ==, 51200);
}

static void
test_copy (void)
{
  g_autoptr(FloConfig) config = parse_good (full);
  g_autoptr(FloConfig) copy = flo_config_copy (config);
  g_autoptr(FloConfig) other = parse_good (small);

  g_assert_true (flo_config_equal (config, copy));
  g_assert_false (flo_config_equal (config, other));

  copy->network.ports[1] = 444;
  g_assert_false (flo_config_equal (config, copy));
  copy->network.ports[1] = 443;
  g_hash_table_insert (copy->tags, g_strdup ("team"), g_strdup ("another"));
  g_assert_false (flo_config_equal (config, copy));
  g_hash_table_insert (copy->tags, g_strdup ("team"), g_strdup ("a/b~c"));
  g_assert_true (flo_config_equal (config, copy));
  g_clear_pointer (&copy->instances.exclude, g_strfreev);
  g_assert_false (flo_config_equal (config, copy));
}

/* A config that was built and not read gets the same checks, without places. */
static void
test_check (void)
{
  g_autoptr(FloConfig) config = flo_config_new ();
  g_autoptr(FloConfig) good = parse_good (full);
  g_autoptr(GPtrArray) problems = flo_config_check (config);
  g_autoptr(GPtrArray) none = flo_config_check (good);
  g_autofree char *line = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpstr (flo_config_problem_get_path (problems->pdata[0]), ==, "/name");
  g_assert_cmpstr (flo_config_problem_get_path (problems->pdata[1]), ==, "/region");
  g_assert_cmpstr (flo_config_problem_get_path (problems->pdata[2]), ==, "/instances");
  g_assert_cmpuint (flo_config_problem_get_line (problems->pdata[0]), ==, 0);

  line = flo_config_problem_format (problems->pdata[0], NULL);
  g_assert_cmpstr (line, ==, "error: name must be 1 to 63 of a-z, 0-9 and \"-\", starting with a letter, found \"\"\n"
                             "  hint: choose a short name such as \"render-farm\"");
}

static void
test_check_secret (void)
{
  g_autoptr(FloConfig) config = parse_good (full);
  g_autoptr(FloConfig) copy = flo_config_copy (config);
  g_autoptr(GPtrArray) problems = NULL;

  g_hash_table_insert (copy->tags, g_strdup ("note"), g_strdup ("key AKIAIOSFODNN7EXAMPLE!"));
  problems = flo_config_check (copy);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (flo_config_problem_get_message (problems->pdata[0]), ==, "this tag looks like a secret");
}

static void
test_format (void)
{
  g_autoptr(FloConfigProblem) problem =
    flo_config_problem_new (FLO_SEVERITY_WARNING, "/zones/minimum", 4, 14, "what", "do");
  g_autofree char *named = flo_config_problem_format (problem, "farm.flotilla.json");
  g_autofree char *unnamed = flo_config_problem_format (problem, NULL);

  g_assert_cmpstr (named, ==, "farm.flotilla.json:4:14: warning: what\n  hint: do");
  g_assert_cmpstr (unnamed, ==, "4:14: warning: what\n  hint: do");
}

/* Whatever comes in: a config without an error, or at least one problem. */
static void
check_survives (const char *text,
                gsize       length)
{
  g_autoptr(GPtrArray) problems = NULL;
  /* A copy of its own, without a zero byte: reading past the end is an error a sanitizer sees. */
  g_autofree char *copy = g_memdup2 (text, length);
  g_autoptr(FloConfig) config = flo_config_parse (length > 0 ? copy : "", (gssize) length, &problems);

  g_assert_nonnull (problems);
  g_assert_true (config != NULL || problems->len > 0);
  for (guint i = 0; i < problems->len; i++)
    g_assert_true (g_utf8_validate (flo_config_problem_get_message (problems->pdata[i]), -1, NULL));
}

static void
test_truncated (void)
{
  for (gsize length = 0; length < sizeof full; length++)
    {
      check_survives (full, length);
      check_survives (full + length, sizeof full - 1 - length);
    }
}

static void
test_damaged (void)
{
  g_autofree char *text = g_strdup (full);
  static const guchar bytes[] = { 0, '"', '{', ']', ',', '\\', '\n', 'x', 0x80, 0xff };

  for (gsize i = 0; i < sizeof full - 1; i++)
    for (guint j = 0; j < G_N_ELEMENTS (bytes); j++)
      {
        char before = text[i];

        text[i] = (char) bytes[j];
        check_survives (text, sizeof full - 1);
        text[i] = before;
      }
}

static void
test_invalid_utf8 (void)
{
  static const struct { const char *text; gsize length; const char *message; guint line, column; } cases[] = {
    { "{\n \"n\xfc\": 1}", 11, "this is not UTF-8: byte 0xFC", 2, 4 },
    { "{\n \"n\0\": 1}", 11, "this is not UTF-8: byte 0x00", 2, 4 },
    { "\xff\xfe{\0", 4, "this is UTF-16", 1, 1 },
    { "{\"\xc3\xa9\xc3\xa9\": \xe2\x82", 10, "this is not UTF-8: byte 0xE2", 1, 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) problems = NULL;
      g_autoptr(FloConfig) config = flo_config_parse (cases[i].text, (gssize) cases[i].length, &problems);

      g_assert_null (config);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (flo_config_problem_get_message (problems->pdata[0]), ==, cases[i].message);
      g_assert_cmpuint (flo_config_problem_get_line (problems->pdata[0]), ==, cases[i].line);
      g_assert_cmpuint (flo_config_problem_get_column (problems->pdata[0]), ==, cases[i].column);
      g_assert_cmpstr (flo_config_problem_get_hint (problems->pdata[0]), ==, "save the file as UTF-8");
    }
}

/* A byte order mark is complained about, and the rest is read all the same. */
static void
test_byte_order_mark (void)
{
  g_autofree char *text = g_strconcat ("\xef\xbb\xbf", small, NULL);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(FloConfig) config = flo_config_parse (text, -1, &problems);

  g_assert_null (config);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (flo_config_problem_get_message (problems->pdata[0]), ==, "the file starts with a byte order mark");
  g_assert_cmpuint (flo_config_problem_get_column (problems->pdata[0]), ==, 1);
}

/* @piece, @count times over */
static char *
repeat (const char *piece,
        gsize       count)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < count; i++)
    g_string_append (text, piece);

  return g_string_free (text, FALSE);
}

static void
test_bounded (void)
{
  static const struct { const char *piece; gsize count; const char *message; } cases[] = {
    { "[", 500000, "this is nested deeper than any config" },
    { "{\"a\":", 200000, "this is nested deeper than any config" },
    { " ", FLO_CONFIG_MAX_BYTES + 1, "this document has 1048577 bytes; a config has at most 1048576" },
    { "9", 500000, NULL },
    { "[1,", 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = repeat (cases[i].piece, cases[i].count);
      g_autoptr(GPtrArray) problems = NULL;
      g_autoptr(FloConfig) config = flo_config_parse (text, -1, &problems);

      g_assert_null (config);
      g_assert_cmpuint (problems->len, ==, 1);
      if (cases[i].message != NULL)
        g_assert_cmpstr (flo_config_problem_get_message (problems->pdata[0]), ==, cases[i].message);
      g_assert_cmpuint (strlen (flo_config_problem_get_message (problems->pdata[0])), <, 300);
    }
}

static void
test_too_many_values (void)
{
  g_autofree char *zeros = repeat ("0,", 100000);
  g_autofree char *text = g_strconcat ("[", zeros, "0]", NULL);
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(FloConfig) config = flo_config_parse (text, -1, &problems);

  g_assert_null (config);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (flo_config_problem_get_message (problems->pdata[0]), ==,
                   "this document holds more values than any config");
}

/* Thousands of unknown keys on one line: bounded in number, and not quadratic. */
static void
test_too_many_problems (void)
{
  g_autoptr(GString) text = g_string_new ("{");
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(FloConfig) config = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 19000; i++)
    g_string_append_printf (text, "%s\"key%u\": 1", i > 0 ? "," : "", i);
  g_string_append_c (text, '}');
  config = flo_config_parse (text->str, (gssize) text->len, &problems);

  g_assert_null (config);
  g_assert_cmpuint (problems->len, ==, 101);
  g_assert_cmpstr (flo_config_problem_get_message (problems->pdata[100]), ==,
                   "there are more problems than are shown");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

/* No message, hint or path may show what looks like a secret, wherever in the document it is. */
static void
test_secrets_are_not_shown (void)
{
  static const char secret[] = "AKIAIOSFODNN7EXAMPLE";
  static const char *const documents[] = {
    "{\"version\":1,\"name\":\"%s\",\"region\":\"%s\"}",
    "{\"version\":\"%s\",\"allocation\":\"%s\"}",
    "{\"version\":1,\"instances\":{\"types\":[\"%s\"]},\"x%s\":1}",
    "{\"version\":1,\"capacity\":%s,\"capacity\":\"%s\"}",
    "\"%s\" %s",
    "{\"version\":1,\"tags\":{\"%s\":\"1\"},\"tags\":{\"%s\":\"1\"}}",
    "{\"%s\":1,\"%s\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_auto(GStrv) pieces = g_strsplit (documents[i], "%s", -1);
      g_autofree char *text = g_strjoinv (secret, pieces);
      g_autoptr(GPtrArray) problems = NULL;
      g_autoptr(FloConfig) config = flo_config_parse (text, -1, &problems);

      g_assert_null (config);
      for (guint j = 0; j < problems->len; j++)
        {
          g_autofree char *line = flo_config_problem_format (problems->pdata[j], "file");

          g_assert_null (strstr (line, "IOSFODNN"));
          g_assert_null (strstr (flo_config_problem_get_path (problems->pdata[j]), "IOSFODNN"));
        }
    }
}

static void
test_secret_detector (void)
{
  g_assert_nonnull (flo_config_secret_in_value ("ASIAIOSFODNN7EXAMPLE"));
  g_assert_nonnull (flo_config_secret_in_value ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
  g_assert_null (flo_config_secret_in_value ("AKIA"));
  g_assert_null (flo_config_secret_in_value ("AKIAIOSFODNN7EXAMPLEX"));
  g_assert_null (flo_config_secret_in_value ("da39a3ee5e6b4b0d3255bfef95601890afd80709"));
  g_assert_null (flo_config_secret_in_value ("arn:aws:iam::123456789012:role/SomeLongRoleNameThatSomebodyChose1"));
  g_assert_true (flo_config_secret_in_key ("aws_secret_access_key"));
  g_assert_true (flo_config_secret_in_key ("dbPassword"));
  g_assert_true (flo_config_secret_in_key ("API-KEY"));
  g_assert_false (flo_config_secret_in_key ("secretary"));
  g_assert_false (flo_config_secret_in_key ("key_pair"));
}

static void
test_memory (void)
{
  static const struct { const char *text; gint64 mib; } good[] = {
    { "4 GiB", 4096 }, { "4GiB", 4096 }, { "0.5 GiB", 512 }, { "1536 MiB", 1536 }, { "2 TiB", 2097152 }, { "0 MiB", 0 },
  };
  static const char *const bad[] = {
    "", "GiB", "4", "4 GB", "4  GiB", "4 GiB ", " 4 GiB", "-4 GiB", "0.3 MiB", ".5 GiB", "1. GiB", "1.2345 GiB",
    "9999999999999 TiB", "999999999999 TiB", "4 gib",
  };
  gint64 mib;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (flo_memory_parse (good[i].text, &mib));
      g_assert_cmpint (mib, ==, good[i].mib);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (flo_memory_parse (bad[i], &mib));
}

static void
test_suggest (void)
{
  static const char *const known[] = { "minimum", "allowed", "distribution", NULL };

  g_assert_cmpstr (flo_config_suggest ("minimun", known), ==, "minimum");
  g_assert_cmpstr (flo_config_suggest ("Distribution", known), ==, "distribution");
  g_assert_cmpstr (flo_config_suggest ("alowed", known), ==, "allowed");
  g_assert_null (flo_config_suggest ("colour", known));
  g_assert_null (flo_config_suggest ("", known));
  g_assert_null (flo_config_suggest ("minimumminimumminimumminimumminimumminimumminimum", known));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/config/json/read", test_read);
  g_test_add_func ("/config/json/defaults", test_defaults);
  g_test_add_func ("/config/json/single-needs-no-minimum", test_single_needs_no_minimum);
  g_test_add_func ("/config/json/round-trip", test_round_trip);
  g_test_add_func ("/config/json/dynamic-price", test_dynamic_price);
  g_test_add_func ("/config/json/other-limits", test_other_limits);
  g_test_add_func ("/config/json/copy", test_copy);
  g_test_add_func ("/config/json/check", test_check);
  g_test_add_func ("/config/json/check-secret", test_check_secret);
  g_test_add_func ("/config/json/format", test_format);
  g_test_add_func ("/config/json/truncated", test_truncated);
  g_test_add_func ("/config/json/damaged", test_damaged);
  g_test_add_func ("/config/json/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/config/json/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/config/json/bounded", test_bounded);
  g_test_add_func ("/config/json/too-many-values", test_too_many_values);
  g_test_add_func ("/config/json/too-many-problems", test_too_many_problems);
  g_test_add_func ("/config/json/secrets-are-not-shown", test_secrets_are_not_shown);
  g_test_add_func ("/config/json/secret-detector", test_secret_detector);
  g_test_add_func ("/config/json/memory", test_memory);
  g_test_add_func ("/config/json/suggest", test_suggest);

  return g_test_run ();
}
