/* flo-account-words.c: the words and icons for accounts: a state is always an icon and a word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "app/account/flo-account-words.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *word;        /* for the translator */
  const char *icon_name;
  const char *css_class;   /* (nullable) */
  const char *next_step;   /* (nullable), for the translator */
} Look;

static const Look states[] = {
  [FLO_ACCOUNT_STATE_UNTESTED] = {
    N_("Not tested yet"), "dialog-question-symbolic", "dim-label", NULL },
  [FLO_ACCOUNT_STATE_TESTING] = { N_("Asking AWS…"), "content-loading-symbolic", "accent", NULL },
  [FLO_ACCOUNT_STATE_READY] = { N_("Ready"), "emblem-ok-symbolic", "success", NULL },
  [FLO_ACCOUNT_STATE_LIMITED] = {
    N_("Rights are missing"), "dialog-warning-symbolic", "warning",
    N_("AWS lets this account in, but not everything Flotilla does is allowed. Give the policy below "
       "to the account’s user or role in IAM, or to the person who may.") },
  [FLO_ACCOUNT_STATE_SIGNED_OUT] = {
    N_("Signed out"), "system-lock-screen-symbolic", "warning",
    N_("Sign in, and everything that waits goes on.") },
  [FLO_ACCOUNT_STATE_EXPIRED] = { N_("Expired"), "alarm-symbolic", "warning", NULL },
  [FLO_ACCOUNT_STATE_REFUSED] = { N_("Refused by AWS"), "dialog-error-symbolic", "error", NULL },
  [FLO_ACCOUNT_STATE_UNUSABLE] = { N_("Cannot be used"), "dialog-error-symbolic", "error", NULL },
  [FLO_ACCOUNT_STATE_OFFLINE] = {
    N_("AWS is not reachable"), "network-offline-symbolic", "warning", NULL },
};

static const Look permissions[] = {
  [FLO_PERMISSION_UNKNOWN] = { N_("Not known"), "dialog-question-symbolic", "dim-label", NULL },
  [FLO_PERMISSION_ALLOWED] = { N_("Allowed"), "emblem-ok-symbolic", "success", NULL },
  [FLO_PERMISSION_DENIED] = { N_("Missing"), "dialog-error-symbolic", "error", NULL },
};

static void
apply_look (GtkImage   *image,
            const Look *look)
{
  static const char * const classes[] = { "accent", "success", "warning", "error", "dim-label" };

  gtk_image_set_from_icon_name (image, look->icon_name);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (image), classes[i]);
  if (look->css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (image), look->css_class);
}

const char *
flo_account_words_state (FloAccountState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), "");
  return _(states[state].word);
}

const char *
flo_account_words_permission (FloPermissionState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (permissions), "");
  return _(permissions[state].word);
}

const char *
flo_account_words_next_step (FloAccountState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);
  return states[state].next_step != NULL ? _(states[state].next_step) : NULL;
}

static const char *
describe_profile (FloAccount *account)
{
  switch (flo_account_get_method (account))
    {
    case FLO_ACCOUNT_METHOD_KEYS:
      return _("Key in ~/.aws");
    case FLO_ACCOUNT_METHOD_ROLE:
      return flo_account_get_mfa_serial (account) != NULL ? _("Role, with a code of your MFA device")
                                                          : _("Role");
    case FLO_ACCOUNT_METHOD_WEB_IDENTITY:
      return _("Role, with a token from a file");
    case FLO_ACCOUNT_METHOD_SSO:
      return _("Signing in with IAM Identity Center");
    case FLO_ACCOUNT_METHOD_LOGIN:
      return _("Signed in with “aws login”");
    case FLO_ACCOUNT_METHOD_PROCESS:
      return _("A program gives out the keys");
    case FLO_ACCOUNT_METHOD_NONE:
      return _("Profile without credentials");
    default:
      g_return_val_if_reached ("");
    }
}

const char *
flo_account_words_way (FloAccount *account)
{
  switch (flo_account_get_kind (account))
    {
    case FLO_ACCOUNT_PRACTICE:
      return _("Practice cloud");
    case FLO_ACCOUNT_KEYRING:
      return _("Key in your keyring");
    case FLO_ACCOUNT_PROFILE:
      return describe_profile (account);
    case FLO_ACCOUNT_ENVIRONMENT:
      return flo_account_get_method (account) == FLO_ACCOUNT_METHOD_KEYS
               ? _("Key in the environment") : _("What this machine gives its programs");
    default:
      g_return_val_if_reached ("");
    }
}

void
flo_account_words_style_icon (GtkImage        *image,
                              FloAccountState  state)
{
  g_return_if_fail (state < G_N_ELEMENTS (states));
  apply_look (image, &states[state]);
}

void
flo_account_words_style_permission (GtkImage           *image,
                                    FloPermissionState  state)
{
  g_return_if_fail (state < G_N_ELEMENTS (permissions));
  apply_look (image, &permissions[state]);
}
