/* flo-account-list.h: every account this person can use
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "account/flo-account.h"
#include "aws/credentials/aws-interaction.h"

G_BEGIN_DECLS

#define FLO_TYPE_ACCOUNT_LIST (flo_account_list_get_type ())
G_DECLARE_FINAL_TYPE (FloAccountList, flo_account_list, FLO, ACCOUNT_LIST, GObject)

/* A GListModel of FloAccount: keyring accounts, then profiles of ~/.aws, then the environment.
 * Session accounts (added with flo_account_list_add(), e.g. the practice cloud or a key that is kept
 * for this run only) come first. Loading never fails for one bad source: its trouble is in
 * the "problem" property (a sentence), the rest is listed.
 *
 * The environment is listed when it has a key, or when there is no key and no profile, but a container's or
 * an instance's credentials. Once loaded, the files of ~/.aws are watched: what changes there is loaded
 * again; an account that has not changed keeps its object, and with it what it is signed in to. */
FloAccountList *flo_account_list_new         (void);
/* Who asks a person for MFA codes and to sign in, for the accounts that are loaded from now on.
 * @interaction: (nullable): nobody */
void            flo_account_list_set_interaction (FloAccountList  *self,
                                                  AwsInteraction  *interaction);
void            flo_account_list_load_async  (FloAccountList      *self,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean        flo_account_list_load_finish (FloAccountList      *self,
                                              GAsyncResult        *result,
                                              GError             **error);
const char     *flo_account_list_get_problem (FloAccountList      *self);
void            flo_account_list_add         (FloAccountList      *self,
                                              FloAccount          *account);
void            flo_account_list_remove      (FloAccountList      *self,
                                              FloAccount          *account);
/* The account of that name, or NULL. NULL name: the standard chain (AWS_PROFILE, environment, …). Borrowed. */
FloAccount     *flo_account_list_find        (FloAccountList      *self,
                                              const char          *name);

G_END_DECLS
