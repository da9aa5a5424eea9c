/* aws-sso-sign-in-private.h: the time of a sign-in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-sso-sign-in.h"

G_BEGIN_DECLS

/* Milliseconds that a second of waiting takes, 1000 unless set. */
void _aws_sso_sign_in_set_pace (AwsSsoSignIn *self,
                                guint         pace);
/* Seconds that the time of day is ahead of the system's, also while it runs: what a machine sees that slept. */
void _aws_sso_sign_in_set_skew (AwsSsoSignIn *self,
                                gint64        skew);

G_END_DECLS
