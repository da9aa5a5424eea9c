/* flo-tenure.c: what a driver knows of the lease of one fleet, and whether it may act
 *
 * Why this keeps two drivers apart is in src/fleet/README.md.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "flo-tenure"

#include "flotilla-config.h"

#include "base/flo-time.h"
#include "fleet/plan/flo-tenure.h"

#define SECONDS ((gint64) G_USEC_PER_SEC)

const FloTenureTerms FLO_TENURE_TERMS = { 120 * SECONDS, 240 * SECONDS, 420 * SECONDS, 120 * SECONDS };
const FloTenureTerms FLO_TENURE_LOCAL_TERMS = { 15 * SECONDS, 40 * SECONDS, 60 * SECONDS, 16 * SECONDS };

/* Whose a value is. */
typedef enum
{
  NOBODYS,
  MINE,
  OURS,       /* of an earlier run that drove it, and that this computer's lock shows to be over */
  OUR_CLAIM,  /* the same, and it waited until nobody else could drive it: nobody did */
  EARLIER,    /* of this computer, which did not drive it yet, or was started anew since: a copy of its disk would say the
               * same */
  ANOTHERS,
} Whose;

typedef enum
{
  NOTHING,
  RENEW,      /* it is held, or claimed */
  TAKE,       /* it is ours already: goes on at once, and looks again soon */
  CLAIM,      /* nobody has it: wait until it is sure that nobody else claims it */
  FORCE,      /* somebody may have it: wait until it has seen that, or could not renew its own */
} Writing;

struct _FloTenure
{
  const FloTenureTerms *terms;
  FloLease *mine;          /* (owned): the next value */
  FloTenureStanding standing;
  gboolean take_over;
  gboolean overruled;      /* that is over: another one was told to after this one */
  gboolean expected;
  gboolean forbidden;
  gboolean hasty;
  gboolean hurry;          /* a look is due, whatever the time */

  /* The last look */
  FloLease *seen;          /* (owned) (nullable) */
  gint64 looked_at;        /* when it was asked; 0: never */
  gint64 same_since;       /* when the first answer came that had this value */

  /* What we write */
  Writing writing;         /* what is to be written now */
  gboolean failed;         /* the last one may not be there */
  gint64 began_at;         /* when the last write was begun */
  gint64 written_at;       /* when the last one was begun that AWS took; 0: none of this tenure */
  gint64 taken_at;         /* when this tenure began */
  gboolean proved;         /* a look since, late enough to show every claim before, found it ours */
  gint64 claimed_until;
  gboolean forced;         /* the claim is over somebody who may still act */
};


FloTenure *
flo_tenure_new (const char           *computer,
                const char           *boot,
                const char           *run,
                const char           *owner,
                const FloTenureTerms *terms)
{
  FloTenure *self = g_new0 (FloTenure, 1);

  self->terms = terms;
  self->mine = g_new0 (FloLease, 1);
  self->mine->computer = g_strdup (computer);
  self->mine->boot = g_strdup (boot);
  self->mine->run = g_strdup (run);
  self->mine->owner = g_strdup (owner);

  return self;
}

void
flo_tenure_free (FloTenure *self)
{
  if (self == NULL)
    return;

  flo_lease_free (self->mine);
  flo_lease_free (self->seen);
  g_free (self);
}

void
flo_tenure_set_terms (FloTenure            *self,
                      const FloTenureTerms *terms)
{
  g_return_if_fail (self != NULL);

  self->terms = terms;
}

void
flo_tenure_take_over (FloTenure *self,
                      gboolean   wanted)
{
  g_return_if_fail (self != NULL);

  self->overruled = self->overruled && wanted;
  wanted = wanted && !self->overruled;
  self->hurry = self->hurry || (wanted && !self->take_over);
  self->take_over = wanted;
}

gboolean
flo_tenure_is_overruled (const FloTenure *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->overruled;
}

void
flo_tenure_expect (FloTenure *self,
                   gboolean   expected)
{
  g_return_if_fail (self != NULL);

  self->expected = expected;
}

void
flo_tenure_hasten (FloTenure *self,
                   gboolean   hasty)
{
  g_return_if_fail (self != NULL);

  self->hasty = hasty;
}

void
flo_tenure_hurry (FloTenure *self)
{
  g_return_if_fail (self != NULL);

  self->hurry = TRUE;
}

void
flo_tenure_forbid (FloTenure *self)
{
  g_return_if_fail (self != NULL);

  self->forbidden = TRUE;
  self->writing = NOTHING;
  self->standing = FLO_TENURE_OPEN;
}

/* ---- what is seen ---- */

static Whose
find_whose (const FloTenure *self)
{
  const FloLease *seen = self->seen;

  if (seen == NULL)
    return NOBODYS;
  if (!g_str_equal (seen->computer, self->mine->computer))
    return ANOTHERS;
  if (g_str_equal (seen->boot, self->mine->boot) && g_str_equal (seen->run, self->mine->run))
    return MINE;

  if (seen->state == FLO_LEASE_LEFT)
    return OURS;
  if (!g_str_equal (seen->boot, self->mine->boot) || seen->state == FLO_LEASE_FORCES)
    return EARLIER;

  return seen->state == FLO_LEASE_DRIVES ? OURS : OUR_CLAIM;
}

gboolean
flo_tenure_is_elsewhere (const FloTenure *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->standing == FLO_TENURE_GONE || (self->standing == FLO_TENURE_OTHERS && find_whose (self) == ANOTHERS);
}

gint64
flo_tenure_get_valid_until (const FloTenure *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->standing == FLO_TENURE_OPEN)
    return self->looked_at + self->terms->valid;
  if (self->standing != FLO_TENURE_HELD || self->written_at == 0)
    return 0;

  return self->written_at + (self->proved ? self->terms->valid : self->terms->settle * 7 / 8);
}

gboolean
flo_tenure_may_act (const FloTenure *self,
                    gint64           now)
{
  return now < flo_tenure_get_valid_until (self);
}

/* A group cannot be deleted while a node is in it: where it is gone, the fleet was destroyed. */
static void
see_nothing (FloTenure *self,
             gboolean   lapsed)
{
  const gboolean was_others = self->standing == FLO_TENURE_OTHERS || self->standing == FLO_TENURE_GONE;
  const gboolean missed = self->expected && (self->standing == FLO_TENURE_UNKNOWN || lapsed);

  self->standing = (was_others || missed) && !self->take_over ? FLO_TENURE_GONE : FLO_TENURE_OPEN;
}

static void
see_mine (FloTenure *self,
          gboolean   lapsed,
          gint64     asked_at)
{
  switch (self->standing)
    {
    case FLO_TENURE_CLAIMED:
      /* Others may have taken it for silent. */
      if (asked_at - self->began_at >= self->terms->valid)
        {
          self->writing = FORCE;
          return;
        }
      if (asked_at < self->claimed_until)
        {
          /* Nobody shall take it for silent while it waits. */
          self->writing = asked_at - self->began_at >= self->terms->renew / 2 ? RENEW : NOTHING;
          return;
        }
      self->standing = FLO_TENURE_HELD;
      self->taken_at = asked_at;
      self->proved = TRUE;
      self->writing = RENEW;
      break;
    case FLO_TENURE_HELD:
      if (asked_at >= self->taken_at + self->terms->settle * 3 / 4 && self->seen->sequence == self->mine->sequence)
        self->proved = TRUE;
      if (lapsed)
        self->writing = TAKE;
      else if (self->failed || asked_at - self->written_at >= self->terms->renew / 2)
        self->writing = RENEW;
      break;
    case FLO_TENURE_OTHERS:
      /* What we wrote came after another one's claim: it acts until it sees that. */
      self->writing = FORCE;
      break;
    case FLO_TENURE_UNKNOWN:
    case FLO_TENURE_OPEN:
    case FLO_TENURE_GONE:
    default:
      self->writing = TAKE;
      break;
    }
}

static void
see_nobodys (FloTenure *self,
             gint64     asked_at)
{
  if (self->standing == FLO_TENURE_HELD)
    self->writing = TAKE;
  else if (self->standing == FLO_TENURE_OTHERS && self->take_over)
    self->writing = FORCE;
  else if (self->standing == FLO_TENURE_CLAIMED && asked_at < self->began_at + self->terms->settle)
    return;
  else if (self->standing != FLO_TENURE_OTHERS)
    self->writing = self->hasty && self->standing != FLO_TENURE_CLAIMED ? TAKE : CLAIM;
}

static void
see_anothers (FloTenure *self,
              Whose      whose,
              gint64     asked_at,
              gint64     answered_at)
{
  const gboolean silent = self->seen->state == FLO_LEASE_LEFT || answered_at - self->same_since >= self->terms->expire;
  const gboolean wanted = whose != ANOTHERS || self->take_over;

  /* AWS does not show yet what we wrote. */
  if (self->standing == FLO_TENURE_CLAIMED && asked_at < MIN (self->began_at + self->terms->settle, self->claimed_until))
    return;

  /* Two that were told to take it over would do so from each other without end: who was told last has it. Where their clocks
   * differ it may be the other one, but never both nor none. One that only keeps what it had has an earlier time. */
  if (self->standing == FLO_TENURE_CLAIMED && self->take_over && self->seen->state == FLO_LEASE_FORCES &&
      self->seen->since > self->mine->since)
    {
      self->overruled = TRUE;
      self->take_over = FALSE;
    }
  if (self->standing == FLO_TENURE_CLAIMED || self->standing == FLO_TENURE_HELD)
    self->writing = self->standing == FLO_TENURE_CLAIMED && self->take_over ? FORCE : NOTHING;
  else if (silent && wanted)
    self->writing = self->hasty && self->seen->state == FLO_LEASE_LEFT ? TAKE : CLAIM;
  else if (self->take_over)
    self->writing = FORCE;
  self->standing = FLO_TENURE_OTHERS;
}

void
flo_tenure_look (FloTenure  *self,
                 gboolean    carried,
                 const char *text,
                 gint64      asked_at,
                 gint64      answered_at)
{
  gboolean lapsed;
  Whose whose;

  g_return_if_fail (self != NULL);

  lapsed = self->standing == FLO_TENURE_HELD && !flo_tenure_may_act (self, asked_at);
  if (self->looked_at == 0 || g_strcmp0 (text, self->seen != NULL ? self->seen->text : NULL) != 0)
    {
      g_clear_pointer (&self->seen, flo_lease_free);
      self->seen = text != NULL ? flo_lease_parse (text) : NULL;
      self->same_since = answered_at;
    }
  self->looked_at = asked_at;
  self->hurry = FALSE;
  self->writing = NOTHING;

  whose = find_whose (self);
  if (!carried)
    see_nothing (self, lapsed);
  else if (whose == MINE)
    see_mine (self, lapsed, asked_at);
  else if (whose == OURS && (self->standing == FLO_TENURE_UNKNOWN || self->standing == FLO_TENURE_OPEN))
    self->writing = TAKE;
  else if (whose == OUR_CLAIM && (self->standing == FLO_TENURE_UNKNOWN || self->standing == FLO_TENURE_OPEN))
    self->writing = CLAIM;
  else if (whose == NOBODYS)
    see_nobodys (self, asked_at);
  else
    see_anothers (self, whose, asked_at, answered_at);

  if (self->forbidden && self->writing != NOTHING)
    flo_tenure_forbid (self);
}

/* ---- what is to be done ---- */

static gint64
find_next_look (const FloTenure *self,
                gint64           now)
{
  const FloTenureTerms *terms = self->terms;
  const gint64 regular = self->looked_at + terms->renew;

  switch (self->standing)
    {
    case FLO_TENURE_CLAIMED:
      if (self->looked_at >= self->claimed_until)
        return self->looked_at + terms->settle / 8;
      return MIN (self->claimed_until, MAX (self->began_at + terms->settle, regular));
    case FLO_TENURE_HELD:
      if (!self->proved)
        return MAX (self->taken_at + terms->settle * 3 / 4, self->looked_at + terms->settle / 8);
      if (self->failed || !flo_tenure_may_act (self, now))
        return self->looked_at + terms->settle / 8;
      return regular;
    case FLO_TENURE_OTHERS:
      if (self->same_since + terms->expire > self->looked_at)
        return MIN (regular, self->same_since + terms->expire);
      return regular;
    case FLO_TENURE_UNKNOWN:
    case FLO_TENURE_OPEN:
    case FLO_TENURE_GONE:
    default:
      return regular;
    }
}

FloTenureStep
flo_tenure_get_step (const FloTenure *self,
                     gint64           now)
{
  g_return_val_if_fail (self != NULL, FLO_TENURE_REST);

  /* What was seen too long ago to write over it is looked at again. */
  if (self->writing != NOTHING)
    return now - self->looked_at <= self->terms->settle / 8 ? FLO_TENURE_WRITE : FLO_TENURE_LOOK;
  if (self->looked_at == 0 || self->hurry || self->standing == FLO_TENURE_UNKNOWN)
    return FLO_TENURE_LOOK;

  return now >= find_next_look (self, now) ? FLO_TENURE_LOOK : FLO_TENURE_REST;
}

static gboolean
is_of_this_computer (const FloTenure *self)
{
  Whose whose = find_whose (self);

  return whose != NOBODYS && whose != ANOTHERS;
}

char *
flo_tenure_begin_write (FloTenure *self,
                        gint64     now,
                        gint64     unix_now)
{
  g_return_val_if_fail (self != NULL && self->writing != NOTHING, NULL);

  self->began_at = now;
  if (self->writing != RENEW)
    {
      self->taken_at = now;
      self->written_at = 0;
      self->proved = FALSE;
      self->mine->since = is_of_this_computer (self) && self->seen->since != 0 ? self->seen->since : unix_now;
      self->standing = self->writing == TAKE ? FLO_TENURE_HELD : FLO_TENURE_CLAIMED;
      self->forced = self->writing == FORCE;
      self->claimed_until = now + (self->forced ? self->terms->expire : self->terms->settle);
    }
  if (self->standing == FLO_TENURE_CLAIMED)
    self->mine->state = self->forced ? FLO_LEASE_FORCES : FLO_LEASE_CLAIMS;
  else
    self->mine->state = FLO_LEASE_DRIVES;
  self->mine->sequence++;
  self->mine->renewed = unix_now;

  return flo_lease_format (self->mine);
}

void
flo_tenure_end_write (FloTenure *self,
                      gboolean   written,
                      gint64     now)
{
  gboolean in_time;

  g_return_if_fail (self != NULL);

  in_time = now - self->began_at <= self->terms->settle / 8 || flo_tenure_may_act (self, now);
  self->failed = !written;
  if (written && self->standing == FLO_TENURE_HELD)
    self->written_at = self->began_at;
  else if (!written && self->writing == TAKE)
    self->standing = FLO_TENURE_UNKNOWN;
  self->writing = NOTHING;

  /* It may have been written over what another one claimed meanwhile, which acts until it sees that. */
  if (!in_time)
    {
      self->standing = FLO_TENURE_CLAIMED;
      self->forced = TRUE;
      self->claimed_until = now + self->terms->expire;
    }
}

/* ---- what is told of it ---- */

FloTenureStanding
flo_tenure_get_standing (const FloTenure *self)
{
  g_return_val_if_fail (self != NULL, FLO_TENURE_UNKNOWN);

  return self->standing;
}

const FloLease *
flo_tenure_get_seen (const FloTenure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->seen;
}

/* "02:31 UTC", as people's clocks have it */
static char *
format_later (gint64 then,
              gint64 now,
              gint64 unix_now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_now + (then - now) / SECONDS);

  return g_date_time_format (time, "%H:%M UTC");
}

char *
flo_tenure_describe (const FloTenure *self,
                     gint64           now,
                     gint64           unix_now)
{
  g_autofree char *who = NULL;
  g_autofree char *then = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  who = self->seen != NULL ? flo_lease_describe (self->seen) : g_strdup ("somebody");
  switch (self->standing)
    {
    case FLO_TENURE_CLAIMED:
      then = format_later (self->claimed_until, now, unix_now);
      return g_strdup_printf ("Taken over: nothing is done here before %s, so that whoever drove it before has surely "
                              "stopped", then);
    case FLO_TENURE_OTHERS:
      if (find_whose (self) == EARLIER)
        {
          then = format_later (self->same_since + self->terms->expire, now, unix_now);
          return g_strdup_printf ("This computer drove it before it was started anew, and did not give it back: it goes "
                                  "on at about %s, unless a copy of it is heard of", then);
        }
      return g_strdup_printf ("Driven by %s; read-only here", who);
    case FLO_TENURE_GONE:
      return g_strdup_printf ("Another computer seems to have destroyed it: its security group is gone. Nothing is "
                              "launched here unless somebody takes it over (last driven by %s)", who);
    case FLO_TENURE_UNKNOWN:
    case FLO_TENURE_OPEN:
    case FLO_TENURE_HELD:
    default:
      return NULL;
    }
}

char *
flo_tenure_make_first (const FloTenure *self,
                       gint64           unix_now)
{
  g_autoptr (FloLease) first = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  first = flo_lease_copy (self->mine);
  first->state = FLO_LEASE_DRIVES;
  first->since = first->renewed = unix_now;

  return flo_lease_format (first);
}

char *
flo_tenure_make_last (const FloTenure *self,
                      gint64           now,
                      gint64           unix_now)
{
  g_autoptr (FloLease) last = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  /* What may be another's by now is not written over, and so no claim is either. */
  if (self->forbidden || self->standing != FLO_TENURE_HELD || !flo_tenure_may_act (self, now))
    return NULL;

  last = flo_lease_copy (self->mine);
  last->state = FLO_LEASE_LEFT;
  last->sequence++;
  last->renewed = unix_now;

  return flo_lease_format (last);
}
