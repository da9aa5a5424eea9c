/* test-sim-api.c: parameters against AWS's model, and answers as XML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "simulator/flo-sim-api.h"
#include "simulator/flo-sim-describe.h"
#include "simulator/flo-sim-json.h"
#include "simulator/flo-sim-xml.h"

typedef struct
{
  const char *action;
  const char *form;
  const char *code;    /* (nullable) the error, NULL for a good call */
  const char *message; /* (nullable) a part of the message */
} Case;

static const Case cases[] = {
  { "DescribeVpcs", "Action=DescribeVpcs&Version=2016-11-15", NULL, NULL },
  { "DescribeVpcs", "VpcId.1=vpc-1&Filter.1.Name=a&Filter.1.Value.1=b&MaxResults=5&DryRun=false",
    NULL, NULL },
  { "DescribeVpcs", "vpcId.1=vpc-1", "UnknownParameter", "vpcId.1" },
  { "DescribeVpcs", "VpcId=vpc-1", "UnknownParameter", "VpcId" },
  { "DescribeVpcs", "VpcId.1.2=vpc-1", "UnknownParameter", "VpcId.1.2" },
  { "DescribeVpcs", "MaxResults=", "InvalidParameterValue", "integer" },
  { "DescribeVpcs", "MaxResults=5.0", "InvalidParameterValue", "integer" },
  { "DescribeVpcs", "DryRun=1", "InvalidParameterValue", "true or false" },
  { "DescribeSpotPriceHistory", "StartTime=2026-01-01T00:00:00Z", NULL, NULL },
  { "DescribeSpotPriceHistory", "StartTime=1767225600", "InvalidParameterValue", "ISO 8601" },
  { "CreateFleet", "Type=instant", "MissingParameter", "LaunchTemplateConfigs" },
  { "CreateFleet",
    "LaunchTemplateConfigs.1.LaunchTemplateSpecification.Version=1&TargetCapacitySpecification."
    "TotalTargetCapacity=1&"
    "Type=instant&SpotOptions.AllocationStrategy=price-capacity-optimized",
    NULL, NULL },
  { "CreateFleet",
    "LaunchTemplateConfigs.1.LaunchTemplateSpecification.Version=1&TargetCapacitySpecification."
    "TotalTargetCapacity=1&"
    "Type=eternal",
    "InvalidParameterValue", "eternal" },
  { "CreateFleet", "LaunchTemplateConfigs.1.Overrides.1.WeightedCapacity=nan", "InvalidParameterValue",
    "must be a number" },
  { "CreateFleet",
    "LaunchTemplateConfigs.1.Overrides.2.InstanceRequirements.VCpuCount.Max=1&"
    "LaunchTemplateConfigs.1.Overrides.2.InstanceRequirements.MemoryMiB.Min=1&"
    "TargetCapacitySpecification.TotalTargetCapacity=1",
    "MissingParameter", "LaunchTemplateConfigs.1.Overrides.2.InstanceRequirements.VCpuCount.Min" },
  { "TerminateInstances", "", "MissingParameter", "InstanceId" },
};

static void
test_cases (void)
{
  g_autoptr (FloSimApi) api = flo_sim_api_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = NULL;
      g_autofree char *message = NULL;
      g_autoptr (FloSimForm) form
          = flo_sim_form_parse (cases[i].form, strlen (cases[i].form), &problem);
      const char *code = NULL;

      g_assert_nonnull (form);
      g_assert_cmpint (flo_sim_api_check (api, cases[i].action, form, &code, &message), ==,
                       cases[i].code == NULL);
      g_assert_cmpstr (code, ==, cases[i].code);
      if (cases[i].message != NULL)
        g_assert_nonnull (strstr (message, cases[i].message));
    }
}

static void
test_xml (void)
{
  JsonArray *list = flo_sim_json_strings ("a<b>", "&\"\r\n\x01", NULL);
  g_autoptr (JsonObject) object
      = flo_sim_json_new ("text", "x", "#number", G_GINT64_CONSTANT (-3), "?yes", TRUE, "%half",
                          0.5, "[set", list, "empty", "", "_private", "secret", "{inner",
                          flo_sim_json_new ("a", "1", NULL), "gone", NULL, NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  flo_sim_xml_append_object (out, object);
  g_assert_cmpstr (out->str, ==,
                   "<text>x</text><number>-3</number><yes>true</yes><half>0.5</half>"
                   "<set><item>a&lt;b&gt;</item><item>&amp;&quot;&#13;\n</item></set><empty/>"
                   "<inner><a>1</a></inner>");
}

static void
test_filter_values (void)
{
  g_assert_true (flo_sim_filter_value_match ("m5.large", "m5.large"));
  g_assert_true (flo_sim_filter_value_match ("m5.*", "m5.large"));
  g_assert_true (flo_sim_filter_value_match ("m?.large", "m5.large"));
  g_assert_false (flo_sim_filter_value_match ("m5.*", "m5d.large"));
  g_assert_false (flo_sim_filter_value_match ("M5.large", "m5.large"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/api/parameters", test_cases);
  g_test_add_func ("/simulator/api/xml", test_xml);
  g_test_add_func ("/simulator/api/filter-values", test_filter_values);
  return g_test_run ();
}
