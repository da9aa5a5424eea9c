/* aws-endpoint-rules.c: the names of AWS's hosts
 *
 * Most are made after one pattern. What is not stands in a table, which a test compares with what
 * AWS publishes for its own tools.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "aws-endpoint"

#include "aws/aws-endpoint-rules.h"

#include <string.h>

#define PLAIN AWS_HOST_PLAIN
#define DUAL AWS_HOST_DUAL_STACK
#define FIPS AWS_HOST_FIPS
#define BOTH AWS_HOST_FIPS_DUAL_STACK

#define GLOBAL "{global}"

/* In hosts and signing regions {service} is the service's prefix, {region} the region that was asked
 * for, {global} the partition's region for global services, {suffix} and {dual} are its suffixes. */
typedef struct
{
  const char *services;         /* ids, with a blank between them */
  const char *partitions;       /* (nullable): the same; NULL: all that no rule above is for */
  guint kinds;                  /* of AwsHostKind */
  const char *host;             /* "": there is no such host */
  const char *signing_region;   /* (nullable): NULL: the region that was asked for */
} Rule;

/* The first that fits counts. */
static const Rule rules[] =
{
  { "budgets", "aws-eusc", PLAIN | DUAL, "budgets.{region}.{dual}", GLOBAL },
  { "budgets", "aws", DUAL, "budgets.{global}.{dual}", GLOBAL },
  { "budgets", "aws-iso-b aws-iso-e aws-iso-f", PLAIN, "budgets.global.{suffix}", GLOBAL },
  { "budgets", NULL, PLAIN, "budgets.{suffix}", GLOBAL },
  { "budgets", NULL, DUAL, "budgets.{dual}", GLOBAL },
  { "budgets", NULL, FIPS, "budgets-fips.{suffix}", GLOBAL },
  { "budgets", NULL, BOTH, "budgets-fips.{dual}", GLOBAL },

  { "ce", "aws-eusc", PLAIN | DUAL, "ce.{global}.{dual}", GLOBAL },
  { "ce", NULL, PLAIN, "ce.{global}.{suffix}", GLOBAL },
  { "ce", NULL, DUAL, "ce.{global}.{dual}", GLOBAL },
  { "ce", NULL, FIPS, "ce-fips.{global}.{suffix}", GLOBAL },
  { "ce", NULL, BOTH, "ce-fips.{global}.{dual}", GLOBAL },

  { "iam", "aws", PLAIN, "iam.{suffix}", GLOBAL },
  { "iam", "aws", DUAL, "iam.global.{dual}", GLOBAL },
  { "iam", "aws", BOTH, "iam-fips.global.{dual}", GLOBAL },
  { "iam", "aws-cn", PLAIN, "iam.cn-north-1.{suffix}", "cn-north-1" },
  { "iam", "aws-cn", DUAL, "iam.global.{dual}", "cn-north-1" },
  { "iam", "aws-us-gov", PLAIN | FIPS, "iam.us-gov.{suffix}", GLOBAL },
  { "iam", "aws-us-gov", DUAL | BOTH, "iam.us-gov.{dual}", GLOBAL },
  { "iam", "aws-iso aws-iso-b", FIPS, "iam-fips.{global}.{suffix}", GLOBAL },
  { "iam", NULL, PLAIN, "iam.{global}.{suffix}", GLOBAL },
  { "iam", NULL, DUAL, "iam.{dual}", GLOBAL },
  { "iam", NULL, FIPS, "iam-fips.{suffix}", GLOBAL },
  { "iam", NULL, BOTH, "iam-fips.{dual}", GLOBAL },

  { "s3", "aws-cn", FIPS | BOTH, "", NULL },
  { "s3", NULL, DUAL, "s3.dualstack.{region}.{suffix}", NULL },
  { "s3", NULL, BOTH, "s3-fips.dualstack.{region}.{suffix}", NULL },

  { "signin", "aws", PLAIN, "{region}.signin.aws.amazon.com", NULL },
  { "signin", "aws-cn", PLAIN, "{region}.signin.amazonaws.cn", NULL },
  { "signin", "aws-us-gov", PLAIN, "{region}.signin.amazonaws-us-gov.com", NULL },

  /* In GovCloud most hosts are FIPS hosts without saying so in their names. */
  { "cloudtrail cloudwatch ec2 events service-quotas sqs ssm sso sso-oidc sts", "aws-us-gov", FIPS,
    "{service}.{region}.{suffix}", NULL },
  { "cloudwatch events", "aws-us-gov", BOTH, "{service}.{region}.{dual}", NULL },

  { "", NULL, PLAIN, "{service}.{region}.{suffix}", NULL },
  { "", NULL, DUAL, "{service}.{region}.{dual}", NULL },
  { "", NULL, FIPS, "{service}-fips.{region}.{suffix}", NULL },
  { "", NULL, BOTH, "{service}-fips.{region}.{dual}", NULL },
};

/* Whether @words, separated by blanks, holds @word. */
static gboolean
rule_lists (const char *words,
            const char *word)
{
  gsize length = strlen (word);

  for (const char *found = words; (found = strstr (found, word)) != NULL; found += length)
    if ((found == words || found[-1] == ' ') && (found[length] == ' ' || found[length] == '\0'))
      return TRUE;

  return FALSE;
}

static const Rule *
rule_find (const AwsService   *service,
           const AwsPartition *partition,
           AwsHostKind         kind)
{
  const Rule *rule = rules;

  while ((rule->kinds & kind) == 0
         || (*rule->services != '\0' && !rule_lists (rule->services, service->id))
         || (rule->partitions != NULL && !rule_lists (rule->partitions, partition->id)))
    rule++;

  return rule;
}

static char *
rule_expand (const char         *template,
             const AwsService   *service,
             const AwsPartition *partition,
             const char         *region)
{
  g_autoptr(GString) text = g_string_new (template);

  g_string_replace (text, "{service}",
                    service->endpoint_prefix != NULL ? service->endpoint_prefix : service->id, 0);
  g_string_replace (text, "{region}", region, 0);
  g_string_replace (text, "{global}", partition->global_region, 0);
  g_string_replace (text, "{suffix}", partition->suffix, 0);
  g_string_replace (text, "{dual}", partition->dual_stack_suffix, 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The Price List answers in few regions, for all of them. */
static const char *
rule_choose_region (const AwsService   *service,
                    const AwsPartition *partition,
                    const char         *region)
{
  static const char *const regions[] = { "us-east-1", "eu-central-1", "ap-south-1", NULL };

  if (strcmp (service->id, "pricing") != 0)
    return region;
  if (strcmp (partition->id, "aws") == 0 && g_strv_contains (regions, region))
    return region;

  return partition->global_region;
}

/**
 * aws_endpoint_rules_dup_host:
 * @service: a service
 * @region: the name of a region
 * @kind: which of its hosts
 *
 * Returns: (transfer full) (nullable): the host's name; %NULL when AWS has no such host
 */
char *
aws_endpoint_rules_dup_host (const AwsService *service,
                             const char       *region,
                             AwsHostKind       kind)
{
  const AwsPartition *partition = aws_partition_find (region);
  const Rule *rule = rule_find (service, partition, kind);

  if (*rule->host == '\0')
    return NULL;

  return rule_expand (rule->host, service, partition,
                      rule_choose_region (service, partition, region));
}

/**
 * aws_endpoint_rules_dup_signing_region:
 * @service: a service
 * @region: the name of a region
 * @kind: which of its hosts
 *
 * Returns: (transfer full): the region to sign requests for, which is another one for global services
 */
char *
aws_endpoint_rules_dup_signing_region (const AwsService *service,
                                       const char       *region,
                                       AwsHostKind       kind)
{
  const AwsPartition *partition = aws_partition_find (region);
  const Rule *rule = rule_find (service, partition, kind);

  return rule_expand (rule->signing_region != NULL ? rule->signing_region : "{region}", service,
                      partition, rule_choose_region (service, partition, region));
}
