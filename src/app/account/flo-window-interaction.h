/* flo-window-interaction.h: asks the person at the window for MFA codes and to sign in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "aws/credentials/aws-interaction.h"

G_BEGIN_DECLS

#define FLO_TYPE_WINDOW_INTERACTION (flo_window_interaction_get_type ())
G_DECLARE_FINAL_TYPE (FloWindowInteraction, flo_window_interaction, FLO, WINDOW_INTERACTION, GObject)

/* An AwsInteraction with dialogs. One dialog is up at a time, however many calls ask, and it is up only
 * for what a person does: that is so for a while after flo_window_interaction_attend(), and as long as
 * a modal window of ours (the assistant, the destroy dialog) has the focus. Any other call is answered at once with
 * AWS_CODE_SIGN_IN_NEEDED or AWS_CODE_MFA_NEEDED, what it was about is in "signed-out", and whoever
 * called tries again after "signed-in".
 *
 * Properties: signed-out (nullable: what nobody is signed in to, for people: "work"), n-signed-out.
 * Signal "signed-in": a person gave what was asked for; what was refused meanwhile may be tried again. */
FloWindowInteraction *flo_window_interaction_new            (GtkApplication       *application);   /* (nullable) */
/* A person did something that needs AWS: what is asked from now on, until half a minute has passed, is for them. */
void                  flo_window_interaction_attend         (FloWindowInteraction *self);
/* What is "signed-out" may be shown as being so no longer: somebody got in by another way. */
void                  flo_window_interaction_forget         (FloWindowInteraction *self);
/* The person wants to sign in now to what "signed-out" says. FALSE: that is to be brought about by a call,
 * which has to be made by the caller: its code is asked for while it is under way. */
gboolean              flo_window_interaction_sign_in        (FloWindowInteraction *self);
const char           *flo_window_interaction_get_signed_out (FloWindowInteraction *self);
/* Whether one of our windows has the focus. */
gboolean              flo_window_interaction_is_seen        (void);
/* Takes the dialog away and declines whatever is asked from now on: the program ends. */
void                  flo_window_interaction_close          (FloWindowInteraction *self);

G_END_DECLS
