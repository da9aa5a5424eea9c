/* flo-lease.c: who drives a fleet, as a tag says it
 *
 * "1 STATE COMPUTER BOOT RUN SEQUENCE SINCE RENEWED OWNER": a version, two Unix times, and no more than a tag may have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-lease"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "fleet/plan/flo-lease.h"

#define VERSION "1"
#define N_WORDS 9
/* A value has 256 characters at most; the rest takes 120 of them. */
#define MAX_OWNER 128

static const char * const states[] = { "claims", "forces", "drives", "left" };


void
flo_lease_free (FloLease *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->computer);
  g_free (self->boot);
  g_free (self->run);
  g_free (self->owner);
  g_free (self);
}

FloLease *
flo_lease_copy (const FloLease *self)
{
  FloLease *copy;

  if (self == NULL)
    return NULL;

  copy = g_memdup2 (self, sizeof *self);
  copy->text = g_strdup (self->text);
  copy->computer = g_strdup (self->computer);
  copy->boot = g_strdup (self->boot);
  copy->run = g_strdup (self->run);
  copy->owner = g_strdup (self->owner);

  return copy;
}

static FloLease *
make_unreadable (const char *text)
{
  FloLease *self = g_new0 (FloLease, 1);

  self->text = g_strdup (text);
  self->computer = g_strdup ("?");
  self->boot = g_strdup ("?");
  self->run = g_strdup ("?");
  self->owner = g_strdup ("somebody");
  self->state = FLO_LEASE_DRIVES;

  return self;
}

static gboolean
parse_state (const char    *word,
             FloLeaseState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (!g_str_equal (word, states[i]))
        continue;
      *state = (FloLeaseState) i;
      return TRUE;
    }

  return FALSE;
}

static gboolean
parse_time (const char *word,
            gint64     *time)
{
  return g_ascii_string_to_signed (word, 10, 0, G_GINT64_CONSTANT (100000000000), time, NULL);
}

FloLease *
flo_lease_parse (const char *text)
{
  g_auto (GStrv) words = NULL;
  FloLease lease = { NULL };

  g_return_val_if_fail (text != NULL, NULL);

  words = g_strsplit (text, " ", N_WORDS);
  if (g_strv_length (words) != N_WORDS || !g_str_equal (words[0], VERSION) || !parse_state (words[1], &lease.state) ||
      words[2][0] == '\0' || words[3][0] == '\0' || words[4][0] == '\0' || words[8][0] == '\0' ||
      !g_ascii_string_to_unsigned (words[5], 10, 0, G_MAXUINT64, &lease.sequence, NULL) ||
      !parse_time (words[6], &lease.since) || !parse_time (words[7], &lease.renewed))
    return make_unreadable (text);

  lease.text = (char *) text;
  lease.computer = words[2];
  lease.boot = words[3];
  lease.run = words[4];
  lease.owner = words[8];

  return flo_lease_copy (&lease);
}

char *
flo_lease_format (const FloLease *self)
{
  g_autofree char *owner = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  owner = g_utf8_substring (self->owner, 0, MIN (g_utf8_strlen (self->owner, -1), MAX_OWNER));

  return g_strdup_printf (VERSION " %s %s %s %s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                          states[self->state], self->computer, self->boot, self->run, self->sequence, self->since,
                          self->renewed, owner);
}

char *
flo_lease_describe (const FloLease *self)
{
  g_autofree char *since = NULL;
  g_autofree char *renewed = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->since == 0)
    return g_strdup (self->owner);

  since = flo_time_format (self->since);
  renewed = flo_time_format (self->renewed);

  if (self->state == FLO_LEASE_LEFT)
    return g_strdup_printf ("%s until %s", self->owner, renewed);

  return g_strdup_printf ("%s since %s, last heard of at %s", self->owner, since, renewed);
}
