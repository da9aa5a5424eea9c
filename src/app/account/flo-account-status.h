/* flo-account-status.h: whether AWS lets an account in, as the window knows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account-check.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_ACCOUNT_STATE_UNTESTED,
  FLO_ACCOUNT_STATE_TESTING,
  FLO_ACCOUNT_STATE_READY,
  FLO_ACCOUNT_STATE_LIMITED,      /* let in, but a right is missing */
  FLO_ACCOUNT_STATE_SIGNED_OUT,   /* a person has to sign in, or to give a code */
  FLO_ACCOUNT_STATE_EXPIRED,      /* the credentials were good for a time that is over */
  FLO_ACCOUNT_STATE_REFUSED,      /* AWS knows the credentials not, or no longer */
  FLO_ACCOUNT_STATE_UNUSABLE,     /* there are no credentials to send: a profile, a program, a locked keyring */
  FLO_ACCOUNT_STATE_OFFLINE,      /* AWS was not reached */
} FloAccountState;

#define FLO_TYPE_ACCOUNT_STATE (flo_account_state_get_type ())
GType           flo_account_state_get_type   (void) G_GNUC_CONST;
FloAccountState flo_account_state_from_error (const GError *error);

#define FLO_TYPE_ACCOUNT_STATUS (flo_account_status_get_type ())
G_DECLARE_FINAL_TYPE (FloAccountStatus, flo_account_status, FLO, ACCOUNT_STATUS, GObject)

/* Nothing is asked of AWS before flo_account_status_test() or flo_account_status_check().
 * Properties: account, state, problem (nullable: what went wrong and what to do, for people). */
FloAccountStatus *flo_account_status_new         (FloAccount       *account);
/* Asks AWS who this is, which no policy can forbid; nothing else. */
void              flo_account_status_test        (FloAccountStatus *self);
/* The same, and which rights are missing: see flo_account_check_run_async(). */
void              flo_account_status_check       (FloAccountStatus *self);
/* The person has signed out: what is kept of the credentials is not used any more. */
void              flo_account_status_sign_out    (FloAccountStatus *self);
void              flo_account_status_cancel      (FloAccountStatus *self);
FloAccount       *flo_account_status_get_account (FloAccountStatus *self);
FloAccountCheck  *flo_account_status_get_check   (FloAccountStatus *self);
FloAccountState   flo_account_status_get_state   (FloAccountStatus *self);
const char       *flo_account_status_get_problem (FloAccountStatus *self);

G_END_DECLS
