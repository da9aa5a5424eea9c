/* flo-account.h: who we are to AWS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-client.h"
#include "aws/credentials/aws-sso-session.h"

G_BEGIN_DECLS

typedef enum
{
  FLO_ACCOUNT_PRACTICE,     /* the practice cloud: no money */
  FLO_ACCOUNT_KEYRING,      /* keys typed in, kept in the system keyring */
  FLO_ACCOUNT_PROFILE,      /* a profile of ~/.aws, read-only */
  FLO_ACCOUNT_ENVIRONMENT,  /* AWS_ACCESS_KEY_ID and friends, or what the container or the instance gives */
} FloAccountKind;

/* How an account gets its credentials. */
typedef enum
{
  FLO_ACCOUNT_METHOD_KEYS,          /* an access key */
  FLO_ACCOUNT_METHOD_ROLE,          /* a role that is assumed, perhaps with an MFA code */
  FLO_ACCOUNT_METHOD_WEB_IDENTITY,  /* a role that a token gives */
  FLO_ACCOUNT_METHOD_SSO,           /* signing in with IAM Identity Center */
  FLO_ACCOUNT_METHOD_LOGIN,         /* "aws login" */
  FLO_ACCOUNT_METHOD_PROCESS,       /* a program that prints them */
  FLO_ACCOUNT_METHOD_NONE,          /* a profile that has none, or what is found when asked for */
} FloAccountMethod;

#define FLO_TYPE_ACCOUNT_METHOD (flo_account_method_get_type ())
GType       flo_account_method_get_type (void) G_GNUC_CONST;
const char *flo_account_method_get_word (FloAccountMethod method);   /* "web-identity": stable, for JSON */

#define FLO_TYPE_ACCOUNT_KIND (flo_account_kind_get_type ())
GType       flo_account_kind_get_type (void) G_GNUC_CONST;
const char *flo_account_kind_get_word (FloAccountKind kind);   /* "keyring": stable, for JSON */

#define FLO_TYPE_ACCOUNT (flo_account_get_type ())
G_DECLARE_FINAL_TYPE (FloAccount, flo_account, FLO, ACCOUNT, GObject)

/* Immutable: a name people chose, and how to reach AWS as it. Never holds a secret: that is asked
 * for by the credentials provider when a call is made.
 * Properties: name, kind, access-key-id (nullable), region (default), endpoint-url (nullable), source, method,
 * file (nullable). */
FloAccount     *flo_account_new               (const char             *name,
                                               FloAccountKind          kind,
                                               const char             *access_key_id,
                                               const char             *region,
                                               const char             *endpoint_url,
                                               AwsCredentialsProvider *provider);
/* The same credentials at another endpoint. It is another account to us, with the endpoint in its
 * name: fleets belong to an account by name, and what runs on a rehearsal endpoint must never be
 * taken for something that is missing on the real one, and bought there. */
FloAccount     *flo_account_new_at_endpoint   (FloAccount *self,
                                               const char *endpoint_url);
/* The same where the environment says so: @endpoint_url is in the name, and which endpoint each service
 * has is found out when a call is made. */
FloAccount     *flo_account_new_at_configured_endpoint (FloAccount *self,
                                                        const char *endpoint_url);
const char     *flo_account_get_name          (FloAccount *self);
FloAccountKind  flo_account_get_kind          (FloAccount *self);
const char     *flo_account_get_access_key_id (FloAccount *self);
const char     *flo_account_get_region        (FloAccount *self);
const char     *flo_account_get_endpoint_url  (FloAccount *self);
/* Where the credentials come from, one line for people: "environment variables" */
const char     *flo_account_get_source        (FloAccount *self);
FloAccountMethod flo_account_get_method       (FloAccount *self);
/* The profile of ~/.aws that it is, at whatever endpoint; NULL: none */
const char     *flo_account_get_profile       (FloAccount *self);
/* The file that describes it, which we never write; NULL: it is in none. */
const char     *flo_account_get_file          (FloAccount *self);
/* Where a person signs in for it, for itself or for the profile it is made from; NULL: nowhere. Borrowed. */
AwsSsoSession  *flo_account_get_sso_session   (FloAccount *self);
/* The MFA device whose code it needs, or NULL */
const char     *flo_account_get_mfa_serial    (FloAccount *self);
gboolean        flo_account_is_practice       (FloAccount *self);
/* A new client; @region NULL: the account's own. */
AwsClient      *flo_account_create_client     (FloAccount *self,
                                               const char *region);

G_END_DECLS
