/* aws-sso-page.h: the page on which a person signs in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/aws-endpoint.h"
#include "aws/credentials/aws-sso-session.h"

G_BEGIN_DECLS

/* Whether a browser may be sent to @uri (nullable), which came from the network: https, or this computer. */
gboolean  aws_sso_page_is_safe (const char         *uri);
/* (transfer full): the page that asks whether the program @client_id may act for the person, and then goes to
 * @redirect_uri with a code for whoever knows what @challenge is the challenge of (PKCE, S256). */
char     *aws_sso_page_create  (const AwsEndpoint  *endpoint,
                                AwsSsoSession      *session,
                                const char         *client_id,
                                const char         *redirect_uri,
                                const char         *state,
                                const char         *challenge);

G_END_DECLS
