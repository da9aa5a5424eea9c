/* flo-account-origin.h: what a profile of ~/.aws says about where its credentials come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account.h"
#include "aws/credentials/aws-profile.h"

G_BEGIN_DECLS

/* All for showing; how credentials are got is the providers' matter. Never holds a secret. */
typedef struct
{
  FloAccountMethod method;
  char *source;            /* (owned): one line for people */
  char *file;              /* (owned): the file that says so */
  char *mfa_serial;        /* (owned) (nullable): of the profile, or of one it is made from */
  AwsSsoSession *session;  /* (owned) (nullable): where to sign in */
  char *stamp;             /* (owned): differs when the profile differs in anything that counts, secrets included */
} FloAccountOrigin;

/* @salt: makes the stamps of one list worthless for others */
FloAccountOrigin *flo_account_origin_new  (AwsProfile       *profile,
                                           GBytes           *salt);
void              flo_account_origin_free (FloAccountOrigin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FloAccountOrigin, flo_account_origin_free)

G_END_DECLS
