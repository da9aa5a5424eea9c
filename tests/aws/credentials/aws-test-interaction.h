/* aws-test-interaction.h: a person who does what a test says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "aws/credentials/aws-interaction.h"

G_BEGIN_DECLS

typedef enum
{
  AWS_TEST_PERSON_SIGNS_IN,   /* a token of eight hours gets into the cache: "token-N", N counts from 1 */
  AWS_TEST_PERSON_DECLINES,
  AWS_TEST_PERSON_FAILS,
} AwsTestPerson;

#define AWS_TYPE_TEST_INTERACTION (aws_test_interaction_get_type ())
G_DECLARE_FINAL_TYPE (AwsTestInteraction, aws_test_interaction, AWS, TEST_INTERACTION, GObject)

AwsTestInteraction *aws_test_interaction_new         (AwsTestPerson       person);
/* How often they were asked to sign in. */
guint               aws_test_interaction_get_n_asked (AwsTestInteraction *self);
/* Lets them think until aws_test_interaction_go_on(), or until nobody wants to know any more. */
void                aws_test_interaction_hold        (AwsTestInteraction *self);
void                aws_test_interaction_go_on       (AwsTestInteraction *self);
gboolean            aws_test_interaction_is_asked    (AwsTestInteraction *self);

G_END_DECLS
