/* flo-tenure.h: what a driver knows of the lease of one fleet, and whether it may act
 *
 * Pure: times are given, and what is to be asked of AWS is done by others. All times but those called Unix are
 * flo_time_get_boot()'s, of this computer alone: no two clocks are ever compared.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fleet/plan/flo-lease.h"

G_BEGIN_DECLS

/* Microseconds. expire + settle has to be more than valid and the longest call together, and settle more than four times
 * what AWS takes to show a changed tag. */
typedef struct
{
  gint64 renew;     /* from one look to the next, and from one renewal to the next */
  gint64 valid;     /* for so long after it was written the driver may act */
  gint64 expire;    /* a value that others see unchanged for so long has no driver any more */
  gint64 settle;    /* from a claim until what is read back counts */
} FloTenureTerms;

extern const FloTenureTerms FLO_TENURE_TERMS;
/* Of a cloud on this computer, which is as quick as it is. */
extern const FloTenureTerms FLO_TENURE_LOCAL_TERMS;

typedef enum
{
  FLO_TENURE_UNKNOWN,   /* nobody looked yet */
  FLO_TENURE_OPEN,      /* nothing carries a lease, or the account may not write one: nobody is kept away */
  FLO_TENURE_CLAIMED,   /* written, and not yet sure */
  FLO_TENURE_HELD,
  FLO_TENURE_OTHERS,
  FLO_TENURE_GONE,      /* what carried it is gone, and it was not us who deleted it */
} FloTenureStanding;

typedef enum
{
  FLO_TENURE_REST,
  FLO_TENURE_LOOK,
  FLO_TENURE_WRITE,
} FloTenureStep;

typedef struct _FloTenure FloTenure;

/* @computer, @boot, @run, @owner: as in FloLease; @terms: borrowed */
FloTenure  *flo_tenure_new          (const char           *computer,
                                     const char           *boot,
                                     const char           *run,
                                     const char           *owner,
                                     const FloTenureTerms *terms);
void        flo_tenure_free         (FloTenure            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloTenure, flo_tenure_free)

void        flo_tenure_set_terms    (FloTenure            *self,
                                     const FloTenureTerms *terms);
/* A person wants to have it here, whoever drives it: one that lives stands back when it sees that. Heeded from the next
 * look on. */
void        flo_tenure_take_over    (FloTenure            *self,
                                     gboolean              wanted);
/* Another computer was told so after this one was, and is waited for: this wish is over. Until it is taken back it counts for
 * nothing. */
gboolean    flo_tenure_is_overruled (const FloTenure      *self);
/* Whether there should be what carries the lease: the journal has it as made by us, and not as deleted. */
void        flo_tenure_expect       (FloTenure            *self,
                                     gboolean              expected);
/* The fleet is to be destroyed: where nobody drives it any more nobody is waited for. Two that delete the same do no harm. */
void        flo_tenure_hasten       (FloTenure            *self,
                                     gboolean              hasty);
/* What carries the lease was just made: look at once. */
void        flo_tenure_hurry        (FloTenure            *self);
/* The account may not write the tag: the lease keeps nobody away, and the fleet is not left alone because of that. */
void        flo_tenure_forbid       (FloTenure            *self);

/* What has to be done before it can be said whether we may act. */
FloTenureStep
            flo_tenure_get_step     (const FloTenure      *self,
                                     gint64                now);
/* What a look found. @carried: whether there is what carries the tag; @text: (nullable): its value */
void        flo_tenure_look         (FloTenure            *self,
                                     gboolean              carried,
                                     const char           *text,
                                     gint64                asked_at,
                                     gint64                answered_at);
/* A write begins now. (transfer full): the tag's value. @unix_now: Unix seconds */
char       *flo_tenure_begin_write  (FloTenure            *self,
                                     gint64                now,
                                     gint64                unix_now);
/* … and is over: AWS took it, or it is not known whether it did. */
void        flo_tenure_end_write    (FloTenure            *self,
                                     gboolean              written,
                                     gint64                now);

/* Until when what may be done now may be begun; 0: nothing may. */
gint64      flo_tenure_get_valid_until (const FloTenure   *self);
gboolean    flo_tenure_may_act      (const FloTenure      *self,
                                     gint64                now);
FloTenureStanding
            flo_tenure_get_standing (const FloTenure      *self);
/* Whether another computer drives it, or has made an end of it: not one that only has to be waited for, as after a restart. */
gboolean    flo_tenure_is_elsewhere (const FloTenure      *self);
/* The lease as it was seen last. (nullable): borrowed */
const FloLease *
            flo_tenure_get_seen     (const FloTenure      *self);
/* Why nothing is done here, a sentence for people; NULL: because of the lease nothing is left undone. @unix_now: Unix
 * seconds, for the times in it */
char       *flo_tenure_describe     (const FloTenure      *self,
                                     gint64                now,
                                     gint64                unix_now);
/* The value for what will carry the lease, while there is nothing yet. (transfer full) */
char       *flo_tenure_make_first   (const FloTenure      *self,
                                     gint64                unix_now);
/* The value by which it is given back. (transfer full) (nullable): NULL: it is not ours to give */
char       *flo_tenure_make_last    (const FloTenure      *self,
                                     gint64                now,
                                     gint64                unix_now);

G_END_DECLS
