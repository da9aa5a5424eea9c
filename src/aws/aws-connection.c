/* aws-connection.c: what the clients of one account share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-client"

#include "flotilla-config.h"

#include "aws/aws-connection.h"

#define CONNECT_TIMEOUT 10000
#define IDLE_TIMEOUT 60000
#define TOTAL_TIMEOUT (15 * 60000)
#define BACKOFF_UNIT 1000

/* Below what load balancers keep, so that it is us who close an idle connection. */
#define KEEP_ALIVE_SECONDS 45
#define MAX_CONNECTIONS_PER_HOST 8
#define MAX_CONNECTIONS 32

static SoupSession *
aws_connection_create_session (void)
{
  SoupSession *session =
    soup_session_new_with_options ("user-agent", "flotilla/" FLO_VERSION,
                                   "idle-timeout", KEEP_ALIVE_SECONDS,
                                   "max-conns", MAX_CONNECTIONS,
                                   "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                   NULL);

  /* We ask for plain bytes; an answer that decompresses to more than it weighs is not wanted. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}

AwsConnection *
aws_connection_new (AwsCredentialsProvider *provider)
{
  AwsConnection *self = g_rc_box_new0 (AwsConnection);

  self->session = aws_connection_create_session ();
  self->signer = aws_signer_new ();
  aws_retry_quota_init (&self->quota);
  self->clock_offsets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->provider = aws_caching_provider_new (provider);
  self->timeouts = (AwsTimeouts) { CONNECT_TIMEOUT, IDLE_TIMEOUT, TOTAL_TIMEOUT };
  self->backoff_unit = BACKOFF_UNIT;
  self->max_attempts = aws_retry_get_max_attempts ();

  return self;
}

AwsConnection *
aws_connection_ref (AwsConnection *self)
{
  return g_rc_box_acquire (self);
}

static void
aws_connection_clear (gpointer data)
{
  AwsConnection *self = data;

  g_clear_object (&self->session);
  g_clear_pointer (&self->signer, aws_signer_free);
  g_clear_pointer (&self->clock_offsets, g_hash_table_unref);
  g_clear_object (&self->provider);
}

void
aws_connection_unref (AwsConnection *self)
{
  g_rc_box_release_full (self, aws_connection_clear);
}

gint64
aws_connection_get_time (AwsConnection     *self,
                         const AwsEndpoint *endpoint)
{
  const gint64 *offset = g_hash_table_lookup (self->clock_offsets, endpoint->host);

  return g_get_real_time () / G_USEC_PER_SEC + (offset != NULL ? *offset : 0);
}

void
aws_connection_set_clock_offset (AwsConnection     *self,
                                 const AwsEndpoint *endpoint,
                                 gint64             seconds)
{
  g_hash_table_replace (self->clock_offsets, g_strdup (endpoint->host),
                        g_memdup2 (&seconds, sizeof seconds));
}
