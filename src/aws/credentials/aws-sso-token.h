/* aws-sso-token.h: what a sign-in with IAM Identity Center leaves behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-sso-session.h"
#include "aws/credentials/aws-token-document.h"

G_BEGIN_DECLS

/* Seconds before its end at which a token is renewed, and a registration no longer used; as AWS's tools do. */
#define AWS_SSO_EXPIRY_WINDOW (15 * 60)

/* A program that Identity Center knows. Moments are Unix seconds. */
typedef struct
{
  char *client_id;          /* (owned) */
  char *client_secret;      /* (owned): flo-secret.h */
  gint64 expires_at;
  gboolean takes_codes;     /* registered for the browser's way back, not for device codes */
} AwsSsoRegistration;

/* @client_id, @client_secret, @registration_expires_at and @refresh_token are what it takes to renew it. */
typedef struct
{
  char *access_token;               /* (owned): flo-secret.h */
  gint64 expires_at;
  char *client_id;                  /* (owned) (nullable) */
  char *client_secret;              /* (owned) (nullable): flo-secret.h */
  gint64 registration_expires_at;   /* 0 = not known */
  char *refresh_token;              /* (owned) (nullable): flo-secret.h */
} AwsSsoToken;

void                aws_sso_registration_free     (AwsSsoRegistration  *self);
/* @text: (transfer full): flo_secret_free(); taken in any case */
AwsSsoRegistration *aws_sso_registration_parse    (char                *text,
                                                   gsize                length,
                                                   GError             **error);
/* (transfer full): flo_secret_free() */
char               *aws_sso_registration_format   (AwsSsoRegistration  *self,
                                                   AwsSsoSession       *session,
                                                   gsize               *length);
gboolean            aws_sso_registration_is_valid (AwsSsoRegistration  *self,
                                                   gint64               now);

/* Whether it can be what a header says. */
gboolean            aws_sso_token_is_bearer       (const char          *token);

void                aws_sso_token_free            (AwsSsoToken         *self);
/* @text: (transfer full): flo_secret_free(); taken in any case */
AwsSsoToken        *aws_sso_token_parse           (char                *text,
                                                   gsize                length,
                                                   GError             **error);
/* (transfer full): flo_secret_free() */
char               *aws_sso_token_format          (const AwsSsoToken   *self,
                                                   AwsSsoSession       *session,
                                                   gsize               *length);
gboolean            aws_sso_token_can_be_renewed  (const AwsSsoToken   *self,
                                                   gint64               now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsSsoRegistration, aws_sso_registration_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsSsoToken, aws_sso_token_free)

G_END_DECLS
