/* aws-source-context.h: what the sources of one load have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-interaction.h"
#include "aws/credentials/aws-profile.h"

G_BEGIN_DECLS

/* Immutable and reference counted. */
typedef struct
{
  AwsProfile *profile;           /* (owned): the one that was chosen: its region, endpoints and so on count,
                                    also for the profiles it refers to */
  AwsInteraction *interaction;   /* (owned) (nullable): nobody is there */
  char *refused_key_id;          /* (owned) (nullable): AWS does not take it any more, whatever a cache says */
} AwsSourceContext;

AwsSourceContext *aws_source_context_new   (AwsProfile       *profile,
                                            AwsInteraction   *interaction,
                                            const char       *refused_key_id);
AwsSourceContext *aws_source_context_ref   (AwsSourceContext *self);
void              aws_source_context_unref (AwsSourceContext *self);

/* Borrowed. A variable of the environment, or what the profile says; NULL: neither */
const char       *aws_source_context_get   (AwsSourceContext *self,
                                            const char       *variable,
                                            const char       *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwsSourceContext, aws_source_context_unref)

G_END_DECLS
