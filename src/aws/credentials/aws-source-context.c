/* aws-source-context.c: what the sources of one load have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-credentials"

#include "aws/credentials/aws-source-context.h"

AwsSourceContext *
aws_source_context_new (AwsProfile     *profile,
                        AwsInteraction *interaction,
                        const char     *refused_key_id)
{
  AwsSourceContext *self = g_rc_box_new0 (AwsSourceContext);

  self->profile = aws_profile_ref (profile);
  g_set_object (&self->interaction, interaction);
  self->refused_key_id = g_strdup (refused_key_id);

  return self;
}

AwsSourceContext *
aws_source_context_ref (AwsSourceContext *self)
{
  return g_rc_box_acquire (self);
}

static void
aws_source_context_clear (gpointer data)
{
  AwsSourceContext *self = data;

  aws_profile_unref (self->profile);
  g_clear_object (&self->interaction);
  g_free (self->refused_key_id);
}

void
aws_source_context_unref (AwsSourceContext *self)
{
  g_rc_box_release_full (self, aws_source_context_clear);
}

const char *
aws_source_context_get (AwsSourceContext *self,
                        const char       *variable,
                        const char       *key)
{
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0' ? value : aws_profile_get (self->profile, key);
}
