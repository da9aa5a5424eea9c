/* flo-type-requirements.c: which types EC2 itself chooses by attributes
 *
 * A fleet may name attributes instead of types (EC2 User Guide, "Specify attributes for instance type selection for EC2
 * Fleet or Spot Fleet"); GetInstanceTypesFromInstanceRequirements says which types that means today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "market/flo-type-requirements.h"

#include <math.h>

#include "aws/services/aws-ec2.h"

/* ---- what is asked for ---- */

static void
take_integers (FloTypeFilter *filter,
               FloFact        fact,
               AwsInteger    *minimum,
               AwsInteger    *maximum)
{
  double low, high;

  if (!flo_type_filter_get_range (filter, fact, &low, &high))
    return;
  *minimum = aws_integer ((gint64) ceil (low));
  if (isfinite (high))
    *maximum = aws_integer ((gint64) floor (high));
}

static void
take_doubles (FloTypeFilter *filter,
              FloFact        fact,
              AwsDouble     *minimum,
              AwsDouble     *maximum)
{
  double low, high;

  if (!flo_type_filter_get_range (filter, fact, &low, &high))
    return;
  *minimum = aws_double (low);
  if (isfinite (high))
    *maximum = aws_double (high);
}

/* Nothing is left out that was not asked to be. */
static char *
choose_inclusion (FloTypeFilter *filter,
                  FloFact        fact)
{
  double low, high;

  if (!flo_type_filter_get_range (filter, fact, &low, &high))
    return g_strdup ("included");

  return g_strdup (low > 0 ? "required" : "excluded");
}

static GPtrArray *
copy_words (FloTypeFilter *filter,
            FloFact        fact)
{
  const char *const *words = flo_type_filter_get_words (filter, fact);
  GPtrArray *copy = words != NULL ? aws_string_array_copy (words) : NULL;

  /* EC2 has another word for itself here. */
  for (guint i = 0; i < aws_list_length (copy); i++)
    if (g_str_equal (copy->pdata[i], "aws"))
      {
        g_free (copy->pdata[i]);
        copy->pdata[i] = g_strdup ("amazon-web-services");
      }

  return copy;
}

static void
take_accelerators (FloTypeFilter           *filter,
                   AwsInstanceRequirements *requirements)
{
  double low, high;

  /* Without GPUs nothing else is to be said of them. */
  take_integers (filter, FLO_FACT_GPUS, &requirements->accelerators_min, &requirements->accelerators_max);
  if ((flo_type_filter_get_range (filter, FLO_FACT_GPUS, &low, &high) && high < 1)
      || (flo_type_filter_get_range (filter, FLO_FACT_GPU_MEMORY, &low, &high) && high < 1))
    {
      requirements->accelerators_max = aws_integer (0);
      return;
    }

  take_integers (filter, FLO_FACT_GPU_MEMORY, &requirements->accelerator_memory_mib_min,
                 &requirements->accelerator_memory_mib_max);
  requirements->accelerator_manufacturers = copy_words (filter, FLO_FACT_GPU_MANUFACTURER);
  requirements->accelerator_names = copy_words (filter, FLO_FACT_GPU_MODEL);
  /* "radeon-pro-v520" */
  for (guint i = 0; i < aws_list_length (requirements->accelerator_names); i++)
    g_strdelimit (requirements->accelerator_names->pdata[i], " ", '-');
  if (flo_type_filter_asks (filter, FLO_FACT_GPUS) || flo_type_filter_asks (filter, FLO_FACT_GPU_MEMORY))
    requirements->accelerator_types = aws_string_array_new ("gpu", NULL);
}

static void
take_generations (FloTypeFilter           *filter,
                  AwsInstanceRequirements *requirements)
{
  double low, high;

  if (flo_type_filter_get_range (filter, FLO_FACT_CURRENT_GENERATION, &low, &high))
    requirements->instance_generations = aws_string_array_new (low > 0 ? "current" : "previous", NULL);
}

static AwsInstanceRequirements *
create_requirements (FloTypeFilter *filter)
{
  AwsInstanceRequirements *r = g_new0 (AwsInstanceRequirements, 1);
  double low, high;

  /* Both need a minimum. */
  r->vcpus_min = aws_integer (0);
  r->memory_mib_min = aws_integer (0);
  take_integers (filter, FLO_FACT_VCPUS, &r->vcpus_min, &r->vcpus_max);
  take_integers (filter, FLO_FACT_MEMORY, &r->memory_mib_min, &r->memory_mib_max);
  take_doubles (filter, FLO_FACT_MEMORY_PER_VCPU, &r->memory_gib_per_vcpu_min, &r->memory_gib_per_vcpu_max);
  take_integers (filter, FLO_FACT_NETWORK_INTERFACES, &r->network_interfaces_min, &r->network_interfaces_max);
  take_doubles (filter, FLO_FACT_LOCAL_STORAGE, &r->total_local_storage_gb_min, &r->total_local_storage_gb_max);
  take_integers (filter, FLO_FACT_EBS_BANDWIDTH, &r->baseline_ebs_mbps_min, &r->baseline_ebs_mbps_max);
  take_doubles (filter, FLO_FACT_NETWORK, &r->network_gbps_min, &r->network_gbps_max);
  r->bare_metal = choose_inclusion (filter, FLO_FACT_BARE_METAL);
  r->burstable_performance = choose_inclusion (filter, FLO_FACT_BURSTABLE);
  r->cpu_manufacturers = copy_words (filter, FLO_FACT_CPU_MANUFACTURER);
  r->local_storage_types = copy_words (filter, FLO_FACT_LOCAL_DISK_TYPE);
  if (flo_type_filter_get_range (filter, FLO_FACT_HIBERNATION, &low, &high) && low > 0)
    r->require_hibernate_support = aws_boolean (TRUE);
  take_accelerators (filter, r);
  take_generations (filter, r);

  return r;
}

/* ---- the answer ---- */

static void
take_name (gconstpointer item,
           gpointer      user_data)
{
  const AwsInstanceTypeName *name = item;

  if (name->instance_type != NULL)
    g_hash_table_add (user_data, g_strdup (name->instance_type));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (aws_client_list_finish (AWS_CLIENT (source), result, &error))
    g_task_return_pointer (task, g_hash_table_ref (g_task_get_task_data (task)), (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

/**
 * flo_type_requirements_load_async:
 * @client: the region is the client's
 * @filter: what is wanted; what EC2 cannot be asked for by attributes is left to who calls
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks EC2 which types it takes for the attributes (all pages). Without an architecture, x86_64 and arm64 are meant.
 */
void
flo_type_requirements_load_async (AwsClient           *client,
                                  FloTypeFilter       *filter,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  AwsGetInstanceTypesFromInstanceRequirementsInput input = { 0 };

  g_return_if_fail (AWS_IS_CLIENT (client));
  g_return_if_fail (filter != NULL);

  g_task_set_source_tag (task, flo_type_requirements_load_async);
  g_task_set_task_data (task, names, (GDestroyNotify) g_hash_table_unref);
  input.architecture_types = copy_words (filter, FLO_FACT_ARCHITECTURE);
  if (input.architecture_types == NULL)
    input.architecture_types = aws_string_array_new ("x86_64", "arm64", NULL);
  input.virtualization_types = copy_words (filter, FLO_FACT_VIRTUALIZATION);
  if (input.virtualization_types == NULL)
    input.virtualization_types = aws_string_array_new ("hvm", NULL);
  input.instance_requirements = create_requirements (filter);
  aws_client_list_async (client, &AWS_EC2_GET_INSTANCE_TYPES_FROM_INSTANCE_REQUIREMENTS, &input, take_name, names,
                         cancellable, listed_cb, g_steal_pointer (&task));
  aws_shape_clear (AWS_EC2_GET_INSTANCE_TYPES_FROM_INSTANCE_REQUIREMENTS.input, &input);
}

/**
 * flo_type_requirements_load_finish:
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): a set of names; %NULL with @error set
 */
GHashTable *
flo_type_requirements_load_finish (GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
