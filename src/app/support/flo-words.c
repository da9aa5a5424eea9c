/* flo-words.c: the words and icons for states and kinds: a state is always an icon and a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/support/flo-words.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *word;        /* for the translator */
  const char *icon_name;
  const char *css_class;   /* (nullable) */
} Look;

static const Look fleet_looks[] = {
  [FLO_FLEET_LAUNCHING] = { N_("Launching"), "content-loading-symbolic", "accent" },
  [FLO_FLEET_HEALTHY] = { N_("Healthy"), "emblem-ok-symbolic", "success" },
  [FLO_FLEET_DEGRADED] = { N_("Degraded"), "dialog-warning-symbolic", "warning" },
  [FLO_FLEET_BLOCKED] = { N_("Blocked"), "dialog-error-symbolic", "error" },
  [FLO_FLEET_DESTROYING] = { N_("Being destroyed"), "content-loading-symbolic", NULL },
  [FLO_FLEET_DESTROYED] = { N_("Destroyed"), "user-trash-symbolic", NULL },
  [FLO_FLEET_PAUSED] = { N_("Paused"), "media-playback-pause-symbolic", "warning" },
};

static const Look node_looks[] = {
  [FLO_NODE_PENDING] = { N_("Starting"), "content-loading-symbolic", "accent" },
  [FLO_NODE_RUNNING] = { N_("Running"), "emblem-ok-symbolic", "success" },
  [FLO_NODE_NOTICED] = { N_("Interruption notice"), "dialog-warning-symbolic", "warning" },
  [FLO_NODE_STANDBY] = { N_("Standby"), "media-playback-pause-symbolic", NULL },
  [FLO_NODE_STOPPING] = { N_("Stopping"), "media-playback-stop-symbolic", NULL },
  [FLO_NODE_TERMINATED] = { N_("Terminated"), "window-close-symbolic", NULL },
};

static const Look event_looks[] = {
  [FLO_EVENT_ACTION] = { N_("Action"), "system-run-symbolic", NULL },
  [FLO_EVENT_NOTICE] = { N_("Notice"), "dialog-warning-symbolic", "warning" },
  [FLO_EVENT_LOST] = { N_("Lost"), "network-offline-symbolic", "warning" },
  [FLO_EVENT_PROBLEM] = { N_("Problem"), "dialog-error-symbolic", "error" },
  [FLO_EVENT_MILESTONE] = { N_("Milestone"), "emblem-ok-symbolic", "success" },
  [FLO_EVENT_REQUEST] = { N_("Request"), "avatar-default-symbolic", NULL },
};

typedef struct
{
  const char *key;
  const char *word;
} Pair;

static const Pair steps[] = {
  { "network", N_("Network") },
  { "access", N_("Keys and access") },
  { "storage", N_("Storage") },
  { "template", N_("Launch template") },
  { "instances", N_("Instances") },
  { "running", N_("Running") },
  { "checks", N_("Status checks") },
  { "proof", N_("Asking AWS what is left") },
};

static const Pair resources[] = {
  { "instance", N_("Instance") },
  { "spot-instances-request", N_("Spot request") },
  { "fleet", N_("EC2 Fleet request") },
  { "launch-template", N_("Launch template") },
  { "security-group", N_("Security group") },
  { "key-pair", N_("Key pair") },
  { "event-rule", N_("Event rule") },
  { "queue", N_("Queue") },
  { "subnet", N_("Subnet") },
  { "internet-gateway", N_("Internet gateway") },
  { "route-table", N_("Route table") },
  { "volume", N_("Volume") },
  { "snapshot", N_("Snapshot") },
  { "elastic-ip", N_("Elastic IP address") },
  { "vpc", N_("Virtual network") },
};

static const char *
find_word (const Pair *pairs,
           guint       n_pairs,
           const char *key)
{
  for (guint i = 0; i < n_pairs; i++)
    {
      if (g_strcmp0 (pairs[i].key, key) == 0)
        return _(pairs[i].word);
    }
  return key;
}

static void
apply_look (GtkImage   *image,
            const Look *look)
{
  static const char * const colours[] = { "accent", "success", "warning", "error" };

  gtk_image_set_from_icon_name (image, look->icon_name);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (image), colours[i]);
  if (look->css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (image), look->css_class);
}

const char *
flo_words_fleet_state (FloFleetState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (fleet_looks), "");
  return _(fleet_looks[state].word);
}

const char *
flo_words_node_state (FloNodeState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (node_looks), "");
  return _(node_looks[state].word);
}

const char *
flo_words_event_kind (FloEventKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (event_looks), "");
  return _(event_looks[kind].word);
}

const char *
flo_words_progress_step (const char *word)
{
  return find_word (steps, G_N_ELEMENTS (steps), word);
}

const char *
flo_words_resource_kind (const char *kind)
{
  return find_word (resources, G_N_ELEMENTS (resources), kind);
}

void
flo_words_style_fleet_icon (GtkImage      *image,
                            FloFleetState  state)
{
  g_return_if_fail (state < G_N_ELEMENTS (fleet_looks));
  apply_look (image, &fleet_looks[state]);
}

void
flo_words_style_node_icon (GtkImage     *image,
                           FloNodeState  state)
{
  g_return_if_fail (state < G_N_ELEMENTS (node_looks));
  apply_look (image, &node_looks[state]);
}

void
flo_words_style_event_icon (GtkImage     *image,
                            FloEventKind  kind)
{
  g_return_if_fail (kind < G_N_ELEMENTS (event_looks));
  apply_look (image, &event_looks[kind]);
}

/**
 * flo_words_nodes:
 * @running: how many nodes run
 * @wanted: how many should: 0 of a fleet whose work is done, or that was scaled to nothing
 *
 * Returns: (transfer full): both in words, never as "2 of 0"
 */
char *
flo_words_nodes (guint running,
                 guint wanted)
{
  if (wanted > 0)
    /* Translators: how many nodes run, and how many should */
    return g_strdup_printf (ngettext ("%u of %u node runs", "%u of %u nodes run", wanted), running, wanted);
  if (running > 0)
    /* Translators: a fleet whose work is done, or that was scaled to nothing, and still has nodes */
    return g_strdup_printf (ngettext ("%u node runs, none is wanted", "%u nodes run, none is wanted", running), running);
  return g_strdup (_("No nodes run, none is wanted"));
}
