/* aws-process-source.h: credentials from a program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-credentials-provider.h"

G_BEGIN_DECLS

#define AWS_PROCESS_MAX_OUTPUT (64 * 1024)

/* @command: split like a shell's (aws-shell-words.h). @account_id: (nullable): where the program names none.
 * @patience: milliseconds; a program that takes longer is killed, with its children. */
AwsCredentialsProvider *aws_process_provider_new (const char *command,
                                                  const char *profile,
                                                  const char *account_id,
                                                  guint       patience);

G_END_DECLS
