/* aws-sso-session.h: where somebody signs in with IAM Identity Center
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define AWS_TYPE_SSO_SESSION (aws_sso_session_get_type ())

/* Immutable and reference counted: an [sso-session NAME] section, or the sso_start_url of a profile
 * that is written the old way. */
typedef struct _AwsSsoSession AwsSsoSession;

GType               aws_sso_session_get_type      (void) G_GNUC_CONST;
AwsSsoSession      *aws_sso_session_new           (const char         *name,       /* (nullable): the old way */
                                                   const char         *start_url,
                                                   const char         *region,
                                                   const char * const *scopes);    /* (nullable): sso:account:access */
AwsSsoSession      *aws_sso_session_ref           (AwsSsoSession      *self);
void                aws_sso_session_unref         (AwsSsoSession      *self);
const char         *aws_sso_session_get_name      (AwsSsoSession      *self);
const char         *aws_sso_session_get_start_url (AwsSsoSession      *self);
const char         *aws_sso_session_get_region    (AwsSsoSession      *self);
const char * const *aws_sso_session_get_scopes    (AwsSsoSession      *self);
/* Whether they were given, or are the ones that are asked for otherwise. */
gboolean            aws_sso_session_has_scopes    (AwsSsoSession      *self);
/* (transfer full): for messages: "work" (https://example.awsapps.com/start) */
char               *aws_sso_session_dup_label     (AwsSsoSession      *self);
/* (transfer full): ~/.aws/sso/cache/SHA1.json, of the name, or of the start URL without one */
char               *aws_sso_session_dup_cache_path (AwsSsoSession     *self);
/* (transfer full): where the AWS CLI keeps what it is registered as for this session, in the same folder */
char               *aws_sso_session_dup_registration_path (AwsSsoSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsSsoSession, aws_sso_session_unref)

G_END_DECLS
