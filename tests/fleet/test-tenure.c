/* test-tenure.c: who may act on a fleet, as the tag says that two computers write and read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "fleet/plan/flo-tenure.h"

#include <string.h>

#define S ((gint64) G_USEC_PER_SEC)
#define UNIX 1764000000
#define T FLO_TENURE_TERMS

static FloTenure *
make (const char *computer,
      const char *boot,
      const char *run)
{
  return flo_tenure_new (computer, boot, run, "ada@laptop", &FLO_TENURE_TERMS);
}

static char *
value (const char *computer,
       const char *boot,
       const char *run,
       guint       sequence)
{
  return g_strdup_printf ("1 drives %s %s %s %u %d %d bob@desk", computer, boot, run, sequence, UNIX, UNIX);
}

static void
see (FloTenure  *tenure,
     const char *text,
     gint64      at)
{
  flo_tenure_look (tenure, TRUE, text, at, at);
}

static char *
write_now (FloTenure *tenure,
           gint64     at)
{
  char *text;

  g_assert_cmpint (flo_tenure_get_step (tenure, at), ==, FLO_TENURE_WRITE);
  text = flo_tenure_begin_write (tenure, at, UNIX + at / S);
  flo_tenure_end_write (tenure, TRUE, at);

  return text;
}

/* ---- the value ---- */

static void
test_value (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *text = flo_tenure_make_first (tenure, UNIX);
  g_autoptr (FloLease) lease = flo_lease_parse (text);
  g_autofree char *again = flo_lease_format (lease);
  g_autofree char *words = flo_lease_describe (lease);

  g_assert_cmpstr (text, ==, "1 drives c1 b1 r1 0 1764000000 1764000000 ada@laptop");
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (words, ==, "ada@laptop since 2025-11-24T16:00:00Z, last heard of at 2025-11-24T16:00:00Z");
  g_assert_cmpint (lease->state, ==, FLO_LEASE_DRIVES);
}

static void
test_strange_values (void)
{
  static const char * const strange[] = {
    "", "1", "2 drives c1 b1 r1 0 0 0 ada", "1 drives c1 b1 r1 x 0 0 ada", "1 drives c1 b1 r1 0 -1 0 ada", "1 drives  b1 r1 0 0 0 ada",
    "1 drives c1 b1 r1 0 0 0 ", "my laptop", "1 flies c1 b1 r1 0 0 0 ada", "1 drives c1 b1 r1 99999999999999999999 0 0 ada",
  };

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autoptr (FloLease) lease = flo_lease_parse (strange[i]);
      g_autoptr (FloTenure) tenure = make ("?", "?", "r1");

      g_assert_cmpstr (lease->computer, ==, "?");
      g_assert_cmpstr (lease->owner, ==, "somebody");
      see (tenure, strange[i], S);
      g_assert_false (flo_tenure_may_act (tenure, S));
    }
}

/* A name as long as it likes still fits into a tag. */
static void
test_long_owner (void)
{
  g_autofree char *owner = g_strnfill (400, 'x');
  g_autoptr (FloTenure) tenure = flo_tenure_new ("0123456789ab", "0123456789ab", "0123456789ab", owner, &T);
  g_autofree char *text = flo_tenure_make_first (tenure, UNIX);

  g_assert_cmpuint (strlen (text), <=, 256);
}

/* ---- one driver ---- */

static void
test_new_fleet (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *first = flo_tenure_make_first (tenure, UNIX);
  g_autofree char *taken = NULL;
  g_autofree char *renewed = NULL;

  g_assert_cmpint (flo_tenure_get_step (tenure, S), ==, FLO_TENURE_LOOK);
  g_assert_false (flo_tenure_may_act (tenure, S));

  flo_tenure_look (tenure, FALSE, NULL, S, S);
  g_assert_cmpint (flo_tenure_get_standing (tenure), ==, FLO_TENURE_OPEN);
  g_assert_cmpint (flo_tenure_get_step (tenure, 2 * S), ==, FLO_TENURE_REST);
  g_assert_true (flo_tenure_may_act (tenure, 2 * S));
  g_assert_false (flo_tenure_may_act (tenure, S + T.valid));

  /* The group was made with it. */
  g_assert_cmpint (flo_tenure_get_step (tenure, S + T.renew), ==, FLO_TENURE_LOOK);
  see (tenure, first, 121 * S);
  taken = write_now (tenure, 121 * S);
  g_assert_cmpstr (taken, ==, "1 drives c1 b1 r1 1 1764000000 1764000121 ada@laptop");
  g_assert_true (flo_tenure_may_act (tenure, 122 * S));
  g_assert_false (flo_tenure_may_act (tenure, 121 * S + T.settle * 7 / 8));

  g_assert_cmpint (flo_tenure_get_step (tenure, 210 * S), ==, FLO_TENURE_REST);
  g_assert_cmpint (flo_tenure_get_step (tenure, 211 * S), ==, FLO_TENURE_LOOK);
  /* An answer that is older than what was written proves nothing. */
  see (tenure, first, 211 * S);
  g_assert_false (flo_tenure_may_act (tenure, 121 * S + T.settle * 7 / 8));
  see (tenure, taken, 225 * S);
  g_assert_cmpint (flo_tenure_get_step (tenure, 226 * S), ==, FLO_TENURE_WRITE);
  g_assert_true (flo_tenure_may_act (tenure, 121 * S + T.valid - 1));
  g_assert_false (flo_tenure_may_act (tenure, 121 * S + T.valid));

  renewed = write_now (tenure, 226 * S);
  g_assert_cmpstr (renewed, ==, "1 drives c1 b1 r1 2 1764000000 1764000226 ada@laptop");
  g_assert_true (flo_tenure_may_act (tenure, 226 * S + T.valid - 1));
}

/* What gets no answer is not relied upon, and is tried again before it is too late. */
static void
test_failing_renewal (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *taken = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *again = NULL;

  see (tenure, "1 drives c1 b1 r0 5 1 1 ada@laptop", S);
  taken = write_now (tenure, S);
  see (tenure, taken, 91 * S);
  g_free (write_now (tenure, 91 * S));
  see (tenure, taken, 211 * S);
  lost = flo_tenure_begin_write (tenure, 211 * S, UNIX);
  flo_tenure_end_write (tenure, FALSE, 212 * S);
  g_assert_true (flo_tenure_may_act (tenure, 91 * S + T.valid - 1));
  g_assert_false (flo_tenure_may_act (tenure, 91 * S + T.valid));

  g_assert_cmpint (flo_tenure_get_step (tenure, 226 * S), ==, FLO_TENURE_LOOK);
  see (tenure, lost, 226 * S);
  again = write_now (tenure, 226 * S);
  g_assert_true (flo_tenure_may_act (tenure, 226 * S + T.valid - 1));
}

/* After a gap it reads before it acts; when nobody came it goes on, and looks again soon. */
static void
test_gap (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *taken = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = value ("c2", "b2", "r2", 1);

  see (tenure, "1 drives c1 b1 r0 5 1 1 ada@laptop", S);
  taken = write_now (tenure, S);
  see (tenure, taken, 91 * S);
  g_assert_false (flo_tenure_may_act (tenure, 5000 * S));
  g_assert_cmpint (flo_tenure_get_step (tenure, 5000 * S), ==, FLO_TENURE_LOOK);
  see (tenure, taken, 5000 * S);
  again = write_now (tenure, 5000 * S);
  g_assert_true (flo_tenure_may_act (tenure, 5001 * S));
  g_assert_cmpint (flo_tenure_get_step (tenure, 5090 * S), ==, FLO_TENURE_LOOK);
  see (tenure, other, 5090 * S);
  g_assert_false (flo_tenure_may_act (tenure, 5090 * S));
  g_assert_cmpint (flo_tenure_get_standing (tenure), ==, FLO_TENURE_OTHERS);
  g_assert_true (flo_tenure_is_elsewhere (tenure));
}

/* A write that took so long may have undone another one's claim. */
static void
test_slow_write (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *taken = NULL;
  g_autofree char *slow = NULL;
  g_autofree char *claimed = NULL;

  see (tenure, "1 drives c1 b1 r0 5 1 1 ada@laptop", S);
  taken = write_now (tenure, S);
  see (tenure, taken, 91 * S);
  slow = flo_tenure_begin_write (tenure, 91 * S, UNIX);
  flo_tenure_end_write (tenure, TRUE, 700 * S);
  g_assert_false (flo_tenure_may_act (tenure, 700 * S));
  see (tenure, slow, 701 * S);
  claimed = write_now (tenure, 701 * S);
  g_assert_false (flo_tenure_may_act (tenure, 702 * S));
  g_assert_nonnull (strstr (claimed, "forces"));
}

/* What was seen is not written over when that was long ago. */
static void
test_stale_look (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");

  see (tenure, "1 drives c1 b1 r0 5 1 1 ada@laptop", S);
  g_assert_cmpint (flo_tenure_get_step (tenure, S + T.settle / 8), ==, FLO_TENURE_WRITE);
  g_assert_cmpint (flo_tenure_get_step (tenure, 2 * S + T.settle / 8), ==, FLO_TENURE_LOOK);
}

static void
test_release (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autoptr (FloTenure) next = make ("c1", "b2", "r2");
  g_autofree char *taken = NULL;
  g_autofree char *released = NULL;
  g_autofree char *retaken = NULL;
  g_autoptr (FloLease) lease = NULL;

  g_assert_null (flo_tenure_make_last (tenure, S, UNIX));
  see (tenure, "1 drives c1 b1 r0 5 1 1 ada@laptop", S);
  taken = write_now (tenure, S);
  g_assert_null (flo_tenure_make_last (tenure, S + T.valid, UNIX + 9));
  released = flo_tenure_make_last (tenure, 2 * S, UNIX + 9);
  lease = flo_lease_parse (released);
  g_assert_cmpint (lease->state, ==, FLO_LEASE_LEFT);

  /* Started anew meanwhile, too: nothing is left of the one that gave it back. */
  see (next, released, S);
  retaken = write_now (next, S);
  g_assert_true (flo_tenure_may_act (next, 2 * S));
}

/* A fleet of an older version has no tag. */
static void
test_no_tag (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *claimed = NULL;
  g_autofree char *renewed = NULL;

  see (tenure, NULL, S);
  claimed = write_now (tenure, S);
  g_assert_false (flo_tenure_may_act (tenure, 2 * S));
  g_assert_null (flo_tenure_make_last (tenure, 2 * S, UNIX));
  g_assert_cmpint (flo_tenure_get_step (tenure, T.settle), ==, FLO_TENURE_REST);
  g_assert_cmpint (flo_tenure_get_step (tenure, S + T.settle), ==, FLO_TENURE_LOOK);
  see (tenure, claimed, S + T.settle);
  renewed = write_now (tenure, S + T.settle);
  g_assert_true (flo_tenure_may_act (tenure, 2 * S + T.settle));
}

/* What an earlier run of this computer claimed it claims again: only a claim over somebody who may act takes long. */
static void
test_own_claims (void)
{
  g_autoptr (FloTenure) calm = make ("c1", "b1", "r1");
  g_autoptr (FloTenure) forced = make ("c1", "b1", "r1");
  g_autofree char *claimed = NULL;
  g_autofree char *renewed = NULL;

  see (calm, "1 claims c1 b1 r0 5 1 1 ada@laptop", S);
  claimed = write_now (calm, S);
  see (calm, claimed, S + T.settle);
  renewed = write_now (calm, S + T.settle);
  g_assert_true (flo_tenure_may_act (calm, 2 * S + T.settle));

  see (forced, "1 forces c1 b1 r0 5 1 1 ada@laptop", S);
  g_assert_cmpint (flo_tenure_get_standing (forced), ==, FLO_TENURE_OTHERS);
  g_assert_false (flo_tenure_is_elsewhere (forced));
  g_assert_cmpint (flo_tenure_get_step (forced, 2 * S), ==, FLO_TENURE_REST);
}

static void
test_forbidden (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *other = value ("c2", "b2", "r2", 1);
  g_autofree char *text = NULL;

  see (tenure, NULL, S);
  text = flo_tenure_begin_write (tenure, S, UNIX);
  flo_tenure_end_write (tenure, FALSE, S);
  flo_tenure_forbid (tenure);
  g_assert_true (flo_tenure_may_act (tenure, 2 * S));
  see (tenure, NULL, 121 * S);
  g_assert_true (flo_tenure_may_act (tenure, 121 * S));
  g_assert_null (flo_tenure_make_last (tenure, 121 * S, UNIX));
  see (tenure, other, 241 * S);
  g_assert_false (flo_tenure_may_act (tenure, 241 * S));
}

/* ---- two ---- */

/* Nobody takes a fleet from another because that one is silent; a person has to want it. */
static void
test_others (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *other = value ("c2", "b2", "r2", 7);
  g_autofree char *why = NULL;
  g_autofree char *claimed = NULL;

  see (tenure, other, S);
  see (tenure, other, 2000 * S);
  g_assert_cmpint (flo_tenure_get_step (tenure, 2001 * S), ==, FLO_TENURE_REST);
  why = flo_tenure_describe (tenure, 2001 * S, UNIX);
  g_assert_cmpstr (why, ==, "Driven by bob@desk since 2025-11-24T16:00:00Z, last heard of at 2025-11-24T16:00:00Z; "
                            "read-only here");

  flo_tenure_take_over (tenure, TRUE);
  g_assert_cmpint (flo_tenure_get_step (tenure, 2001 * S), ==, FLO_TENURE_LOOK);
  see (tenure, other, 2001 * S);
  claimed = write_now (tenure, 2001 * S);
  g_assert_false (flo_tenure_may_act (tenure, 2002 * S));
  /* It was silent for long enough, so that only other claims are waited for. */
  see (tenure, claimed, 2001 * S + T.settle);
  g_assert_cmpint (flo_tenure_get_standing (tenure), ==, FLO_TENURE_HELD);
}

/* The other one came first, or last: in any case it is the other one's. */
static void
test_lost_claim (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *other = value ("c2", "b2", "r2", 1);
  g_autofree char *claimed = NULL;

  see (tenure, NULL, S);
  claimed = write_now (tenure, S);
  see (tenure, other, S + T.settle);
  g_assert_cmpint (flo_tenure_get_standing (tenure), ==, FLO_TENURE_OTHERS);
  g_assert_cmpint (flo_tenure_get_step (tenure, 2 * S + T.settle), ==, FLO_TENURE_REST);
}

static void
test_forced (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *other = value ("c2", "b2", "r2", 1);
  g_autofree char *newer = value ("c2", "b2", "r2", 2);
  g_autofree char *claimed = NULL;
  g_autofree char *again = NULL;
  g_autofree char *held = NULL;
  g_autofree char *why = NULL;

  see (tenure, other, S);
  flo_tenure_take_over (tenure, TRUE);
  see (tenure, other, 2 * S);
  claimed = write_now (tenure, 2 * S);
  why = flo_tenure_describe (tenure, 2 * S, UNIX);
  g_assert_true (g_str_has_prefix (why, "Taken over: nothing is done here before 16:07 UTC"));
  /* It wrote over the claim that it could not see yet. */
  see (tenure, newer, 2 * S + T.settle);
  again = write_now (tenure, 2 * S + T.settle);
  /* It is kept alive while it waits: others would take it for silent. */
  for (guint i = 0; i < 3; i++)
    {
      see (tenure, again, 2 * S + T.settle + (i + 1) * T.renew);
      g_free (again);
      again = write_now (tenure, 2 * S + T.settle + (i + 1) * T.renew);
      g_assert_nonnull (strstr (again, "forces"));
      g_assert_false (flo_tenure_may_act (tenure, 2 * S + T.settle + (i + 1) * T.renew));
    }
  g_assert_cmpint (flo_tenure_get_step (tenure, 2 * S + T.settle + T.expire), ==, FLO_TENURE_LOOK);
  see (tenure, again, 2 * S + T.settle + T.expire);
  g_assert_cmpint (flo_tenure_get_standing (tenure), ==, FLO_TENURE_HELD);
  held = write_now (tenure, 2 * S + T.settle + T.expire);
  g_assert_nonnull (strstr (held, "drives"));
  g_assert_true (flo_tenure_may_act (tenure, 3 * S + T.settle + T.expire));
}

/* After a start anew without a word it may be a copy of the disk that runs elsewhere. */
static void
test_started_anew (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b2", "r2");
  g_autofree char *before = value ("c1", "b1", "r1", 1);
  g_autofree char *claimed = NULL;
  g_autofree char *why = NULL;

  see (tenure, before, S);
  g_assert_false (flo_tenure_may_act (tenure, S));
  why = flo_tenure_describe (tenure, S, UNIX);
  g_assert_nonnull (strstr (why, "goes on at about 16:07 UTC"));
  see (tenure, before, S + T.expire);
  claimed = write_now (tenure, S + T.expire);
}

/* A destroyed fleet is not launched anew by one that only looked on, or that has an old copy of the store. */
static void
test_gone (void)
{
  g_autoptr (FloTenure) onlooker = make ("c1", "b1", "r1");
  g_autoptr (FloTenure) copy = make ("c3", "b3", "r3");
  g_autoptr (FloTenure) driver = make ("c4", "b4", "r4");
  g_autofree char *other = value ("c2", "b2", "r2", 1);
  g_autofree char *taken = NULL;

  see (onlooker, other, S);
  flo_tenure_look (onlooker, FALSE, NULL, 121 * S, 121 * S);
  g_assert_cmpint (flo_tenure_get_standing (onlooker), ==, FLO_TENURE_GONE);
  g_assert_false (flo_tenure_may_act (onlooker, 121 * S));
  flo_tenure_take_over (onlooker, TRUE);
  flo_tenure_look (onlooker, FALSE, NULL, 122 * S, 122 * S);
  g_assert_true (flo_tenure_may_act (onlooker, 122 * S));

  flo_tenure_expect (copy, TRUE);
  flo_tenure_look (copy, FALSE, NULL, S, S);
  g_assert_cmpint (flo_tenure_get_standing (copy), ==, FLO_TENURE_GONE);

  see (driver, "1 drives c4 b4 r0 5 1 1 ada@laptop", S);
  taken = write_now (driver, S);
  see (driver, taken, 91 * S);
  flo_tenure_expect (driver, TRUE);
  flo_tenure_look (driver, FALSE, NULL, 151 * S, 151 * S);
  g_assert_cmpint (flo_tenure_get_standing (driver), ==, FLO_TENURE_OPEN);
}

/* ---- many worlds ---- */

#define MOST_WRITES 4096
/* What AWS takes to show a changed tag. */
#define SLOWNESS (T.settle / 4 - S)
/* A request that was signed earlier is refused. */
#define SIGNATURE (300 * S)

typedef struct
{
  gint64 times[MOST_WRITES];
  char *values[MOST_WRITES];   /* (owned) */
  guint n;
} Tag;

typedef struct
{
  char computer;
  guint boot, run;
  int ahead;                /* seconds: its clock */
  FloTenure *tenure;        /* (owned) */
  gint64 stopped_until;
  char *under_way;          /* (owned) (nullable): a write that has not reached AWS */
  gint64 sent_at, arrives;
} Machine;

static void
write_tag (Tag        *tag,
           const char *text,
           gint64      now)
{
  g_assert_cmpuint (tag->n, <, MOST_WRITES);
  tag->times[tag->n] = now;
  tag->values[tag->n++] = g_strdup (text);
}

/* As it was at some moment not too long ago: one answer may be older than the one before. */
static const char *
read_tag (const Tag *tag,
          GRand     *rand,
          gint64     now)
{
  gint64 as_of = now - (gint64) (g_rand_double (rand) * SLOWNESS);
  const char *text = NULL;

  for (guint i = 0; i < tag->n && tag->times[i] <= as_of; i++)
    text = tag->values[i];

  return text;
}

static void
start (Machine *machine,
       guint    boot)
{
  g_autofree char *computer = g_strdup_printf ("c%c", machine->computer);
  g_autofree char *boot_id = g_strdup_printf ("b%u", boot);
  g_autofree char *run = g_strdup_printf ("r%u", ++machine->run);

  g_clear_pointer (&machine->tenure, flo_tenure_free);
  g_clear_pointer (&machine->under_way, g_free);
  machine->boot = boot;
  machine->stopped_until = 0;
  machine->tenure = flo_tenure_new (computer, boot_id, run, "ada@laptop", &FLO_TENURE_TERMS);
}

static void
live (Machine *machine,
      Tag     *tag,
      GRand   *rand,
      gint64   now)
{
  gboolean arrived;

  if (now < machine->stopped_until)
    return;
  if (machine->under_way != NULL)
    {
      if (now < machine->arrives)
        return;
      /* Some are lost, some arrive and nobody hears of it. */
      arrived = g_rand_int_range (rand, 0, 10) > 0 && now - machine->sent_at < SIGNATURE;
      if (arrived)
        write_tag (tag, machine->under_way, now);
      flo_tenure_end_write (machine->tenure, arrived && g_rand_int_range (rand, 0, 10) > 0, now);
      g_clear_pointer (&machine->under_way, g_free);
      return;
    }

  switch (flo_tenure_get_step (machine->tenure, now))
    {
    case FLO_TENURE_LOOK:
      flo_tenure_look (machine->tenure, TRUE, read_tag (tag, rand, now), now, now);
      break;
    case FLO_TENURE_WRITE:
      machine->under_way = flo_tenure_begin_write (machine->tenure, now, UNIX + machine->ahead + now / S);
      machine->sent_at = now;
      machine->arrives = now + g_rand_int_range (rand, 0, 3) * S;
      break;
    case FLO_TENURE_REST:
    default:
      break;
    }
}

/* Some end in order. */
static void
leave (Machine *machine,
       Tag     *tag,
       GRand   *rand,
       gint64   now)
{
  g_autofree char *last = NULL;

  if (now < machine->stopped_until || machine->under_way != NULL || g_rand_boolean (rand))
    return;

  last = flo_tenure_make_last (machine->tenure, now, UNIX + now / S);
  if (last != NULL)
    write_tag (tag, last, now);
}

static void
disturb (Machine *machine,
         Tag     *tag,
         GRand   *rand,
         gint64   now)
{
  switch (g_rand_int_range (rand, 0, 4000))
    {
    case 0:
    case 1:
      machine->stopped_until = now + g_rand_int_range (rand, 1, 1500) * S;
      break;
    case 2:
    case 3:
      leave (machine, tag, rand, now);
      start (machine, machine->boot + (guint) g_rand_int_range (rand, 0, 2));
      break;
    case 4:
    case 5:
      flo_tenure_take_over (machine->tenure, TRUE);
      break;
    default:
      break;
    }
}

/* A day of three computers that are stopped, killed, started anew and told to take over: never do two act at once. */
static void
test_worlds (void)
{
  guint driven = 0, changes = 0, seconds = 0;

  for (guint32 seed = 1; seed <= 300; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree Tag *tag = g_new0 (Tag, 1);
      Machine machines[3] = { { .computer = 'a' }, { .computer = 'b' }, { .computer = 'c' } };
      int last = -1;

      for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
        start (&machines[i], 1);
      for (gint64 now = S; now < 40000 * S; now += S)
        {
          int acting = -1;

          for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
            {
              live (&machines[i], tag, rand, now);
              disturb (&machines[i], tag, rand, now);
              if (now < machines[i].stopped_until || !flo_tenure_may_act (machines[i].tenure, now))
                continue;
              /* Who held it is no longer asked to take it. */
              flo_tenure_take_over (machines[i].tenure, FALSE);
              if (acting >= 0)
                g_error ("seed %u, second %" G_GINT64_FORMAT ": %d and %u act", seed, now / S, acting, i);
              acting = (int) i;
            }
          seconds++;
          driven += acting >= 0;
          changes += acting >= 0 && acting != last;
          last = acting >= 0 ? acting : last;
        }
      for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
        {
          flo_tenure_free (machines[i].tenure);
          g_free (machines[i].under_way);
        }
      for (guint i = 0; i < tag->n; i++)
        g_free (tag->values[i]);
    }

  g_test_message ("%u changes of the driver; somebody drove %u %% of the time", changes, driven / (seconds / 100));
  g_assert_cmpuint (changes, >, 3000);
  g_assert_cmpuint (driven, >, seconds / 4);
}

/* One drives it, and two others are told to take it over, one after the other: one of them has it in the end, and keeps it. */
static void
play_two_wishes (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree Tag *tag = g_new0 (Tag, 1);
  Machine machines[3] = { { .computer = 'a' }, { .computer = 'b' }, { .computer = 'c' } };
  const gint64 first = 1000 * S, second = first + g_rand_int_range (rand, 0, (int) (T.expire / S)) * S;
  const gint64 end = second + 4 * T.expire;
  guint driver = 0, changes = 0;
  gint64 now;

  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      machines[i].ahead = seed % 2 == 0 ? g_rand_int_range (rand, -3600, 3600) : 0;
      start (&machines[i], 1);
    }
  for (now = S; now < end + 3 * T.expire; now += S)
    {
      /* The others look when there is something to be seen. */
      for (guint i = 0; i < (now < 600 * S ? 1 : G_N_ELEMENTS (machines)); i++)
        {
          if (now == (i == 1 ? first : second) && i > 0)
            flo_tenure_take_over (machines[i].tenure, TRUE);
          live (&machines[i], tag, rand, now);
          if (!flo_tenure_may_act (machines[i].tenure, now))
            continue;
          flo_tenure_take_over (machines[i].tenure, FALSE);
          changes += i != driver;
          driver = i;
        }
    }

  if (driver == 0 || changes > 2 || !flo_tenure_may_act (machines[driver].tenure, now - S) ||
      flo_tenure_is_overruled (machines[driver].tenure))
    g_error ("seed %u: %u drives after %u changes", seed, driver, changes);
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      flo_tenure_free (machines[i].tenure);
      g_free (machines[i].under_way);
    }
  for (guint i = 0; i < tag->n; i++)
    g_free (tag->values[i]);
}

static void
test_two_wishes (void)
{
  for (guint32 seed = 1; seed <= 300; seed++)
    play_two_wishes (seed);
}

/* Who is told to take it over after somebody else was has it; that one is to be told anew. */
static void
test_overruled (void)
{
  g_autoptr (FloTenure) tenure = make ("c1", "b1", "r1");
  g_autofree char *others = value ("c2", "b2", "r2", 1);
  g_autofree char *kept = g_strdup_printf ("1 forces c2 b2 r2 2 %d %d bob@desk", UNIX, UNIX + 1);
  g_autofree char *claim = g_strdup_printf ("1 forces c3 b3 r3 1 %d %d cid@tower", UNIX + 500, UNIX + 500);
  g_autofree char *anew = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *again = NULL;

  flo_tenure_take_over (tenure, TRUE);
  see (tenure, others, S);
  mine = write_now (tenure, S);
  g_assert_nonnull (strstr (mine, " forces c1 "));
  /* AWS does not show yet what we wrote. */
  see (tenure, claim, 2 * S);
  g_assert_false (flo_tenure_is_overruled (tenure));
  g_assert_cmpint (flo_tenure_get_standing (tenure), ==, FLO_TENURE_CLAIMED);

  /* What drove it had not seen that yet, and was not told by anybody. */
  see (tenure, kept, S + T.settle);
  g_assert_false (flo_tenure_is_overruled (tenure));
  anew = write_now (tenure, S + T.settle);

  see (tenure, claim, S + 2 * T.settle);
  g_assert_true (flo_tenure_is_overruled (tenure));
  g_assert_cmpint (flo_tenure_get_standing (tenure), ==, FLO_TENURE_OTHERS);
  g_assert_cmpint (flo_tenure_get_step (tenure, 2 * S + 2 * T.settle), ==, FLO_TENURE_REST);
  flo_tenure_take_over (tenure, TRUE);
  see (tenure, claim, S + 3 * T.settle);
  g_assert_cmpint (flo_tenure_get_step (tenure, S + 3 * T.settle), ==, FLO_TENURE_REST);

  flo_tenure_take_over (tenure, FALSE);
  g_assert_false (flo_tenure_is_overruled (tenure));
  flo_tenure_take_over (tenure, TRUE);
  see (tenure, claim, 2 * S + 3 * T.settle);
  again = write_now (tenure, 2 * S + 3 * T.settle);
  g_assert_nonnull (strstr (again, " forces c1 "));
}

static void
test_boot_clock (void)
{
  gint64 before = flo_time_get_boot ();

  g_usleep (2000);
  g_assert_cmpint (flo_time_get_boot () - before, >=, 2000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tenure/value", test_value);
  g_test_add_func ("/tenure/strange-values", test_strange_values);
  g_test_add_func ("/tenure/long-owner", test_long_owner);
  g_test_add_func ("/tenure/new-fleet", test_new_fleet);
  g_test_add_func ("/tenure/failing-renewal", test_failing_renewal);
  g_test_add_func ("/tenure/gap", test_gap);
  g_test_add_func ("/tenure/slow-write", test_slow_write);
  g_test_add_func ("/tenure/stale-look", test_stale_look);
  g_test_add_func ("/tenure/release", test_release);
  g_test_add_func ("/tenure/no-tag", test_no_tag);
  g_test_add_func ("/tenure/own-claims", test_own_claims);
  g_test_add_func ("/tenure/forbidden", test_forbidden);
  g_test_add_func ("/tenure/others", test_others);
  g_test_add_func ("/tenure/lost-claim", test_lost_claim);
  g_test_add_func ("/tenure/forced", test_forced);
  g_test_add_func ("/tenure/started-anew", test_started_anew);
  g_test_add_func ("/tenure/gone", test_gone);
  g_test_add_func ("/tenure/worlds", test_worlds);
  g_test_add_func ("/tenure/overruled", test_overruled);
  g_test_add_func ("/tenure/two-wishes", test_two_wishes);
  g_test_add_func ("/tenure/boot-clock", test_boot_clock);

  return g_test_run ();
}
