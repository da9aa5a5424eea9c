/* test-aws-json-codec.c: JSON answers, honest and hostile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "aws/aws-error.h"
#include "aws/wire/aws-json-codec.h"

/* A structure with a member of every kind. */
typedef struct _All All;
struct _All
{
  char *string;
  AwsInteger integer;
  AwsDouble number;
  AwsBoolean boolean;
  AwsTime time;
  All *structure;
  GPtrArray *strings;
  GPtrArray *list;
};

static const AwsMember leaf_members[] =
{
  AWS_MEMBER (All, string, "String", STRING),
};
static const AwsShape leaf_shape = AWS_SHAPE ("Leaf", All, leaf_members);

static const AwsMember all_members[] =
{
  AWS_MEMBER (All, string, "String", STRING),
  AWS_MEMBER (All, integer, "Integer", INTEGER),
  AWS_MEMBER (All, number, "Double", DOUBLE),
  AWS_MEMBER (All, boolean, "Boolean", BOOLEAN),
  AWS_MEMBER (All, time, "Time", TIME),
  AWS_MEMBER_OF (All, structure, "Structure", STRUCTURE, &leaf_shape),
  AWS_MEMBER (All, strings, "Strings", STRING_LIST),
  AWS_MEMBER_OF (All, list, "List", LIST, &leaf_shape),
};
static const AwsShape all_shape = AWS_SHAPE ("All", All, all_members);

static void
test_round_trip (void)
{
  static const char *const texts[] =
  {
    "{}",
    "{\"String\":\"a \\\"b\\\" \xc3\xbc\",\"Integer\":-7,\"Double\":1.5,\"Boolean\":false,\"Time\":1440938160,"
    "\"Structure\":{\"String\":\"x\"},\"Strings\":[\"a\",\"\"],\"List\":[{},{\"String\":\"y\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      All *all = aws_json_codec_decode (&all_shape, texts[i], strlen (texts[i]), &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = aws_json_codec_encode (&all_shape, all);
      g_assert_cmpstr (text, ==, texts[i]);
      aws_shape_free (&all_shape, all);
    }
}

static void
test_lenient (void)
{
  static const char text[] = "{\"String\":null,\"Unknown\":[{}],\"Time\":1440938160.9,\"Double\":3,\"Strings\":[]}";
  g_autoptr(GError) error = NULL;
  All *all = aws_json_codec_decode (&all_shape, text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_null (all->string);
  g_assert_cmpint (all->time.seconds, ==, 1440938160);
  g_assert_cmpfloat (all->number.value, ==, 3);
  g_assert_null (all->strings);
  aws_shape_free (&all_shape, all);
}

/* What may be written in several ways is read as the same. */
static void
test_strings (void)
{
  static const struct { const char *json, *text; } cases[] =
  {
    { "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t" },
    { "\\u00fc\\u5024\\ud83d\\ude80", "ü値🚀" },
    { "🚀", "🚀" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf (" { \"Str\\u0069ng\"\t:\r\n\"%s\" } ", cases[i].json);
      g_autoptr(GError) error = NULL;
      All *all = aws_json_codec_decode (&all_shape, json, strlen (json), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (all->string, ==, cases[i].text);
      aws_shape_free (&all_shape, all);
    }
}

/* Of members that come twice the last one counts, and the first one is not lost. */
static void
test_twice (void)
{
  static const char text[] = "{\"String\":\"a\",\"Strings\":[\"x\"],\"Structure\":{\"String\":\"s\"},"
                             "\"Structure\":{},\"Strings\":[\"y\",\"z\"],\"String\":\"b\",\"String\":null}";
  g_autoptr(GError) error = NULL;
  All *all = aws_json_codec_decode (&all_shape, text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (all->string, ==, "b");
  g_assert_cmpuint (aws_list_length (all->strings), ==, 2);
  g_assert_null (all->structure->string);
  aws_shape_free (&all_shape, all);
}

static void
test_refused (void)
{
  static const char *const texts[] =
  {
    "", "null", "[]", "\"text\"", "{", "{\"String\":1}", "{\"String\":{}}", "{\"Integer\":\"1\"}",
    "{\"Integer\":1.5}", "{\"Double\":\"x\"}", "{\"Boolean\":1}", "{\"Time\":\"2015-08-30\"}", "{\"Structure\":[]}",
    "{\"Strings\":{}}", "{\"Strings\":[1]}", "{\"List\":[\"x\"]}", "{\"List\":[{\"String\":2}]}",
    "<DescribeVpcsResponse/>", "{\"String\":\"\xff\"}", "{\"String\":\"a\nb\"}", "{\"String\":\"\\x\"}",
    "{\"String\":\"\\u12\"}", "{\"String\":\"\\", "{\"String\":\"a\"} x", "{\"String\":\"a\"]", "{\"Unknown\":[}",
    "{\"Unknown\":[1,]}", "{\"Unknown\":{\"a\"}}", "{\"String\":\"a\",}", "{,}", "{\"Integer\":01}", "{\"Integer\":-}",
    "{\"Integer\":1e3}", "{\"Integer\":9223372036854775808}", "{\"Double\":1.}", "{\"Double\":1e999}", "{\"Unknown\":+1}",
    "{\"String\":\"a\\ud83db\"}", "{\"String\":\"\\ude80\\ud83d\"}", "{\"String\":\"\\ud83d\\u0041\"}", "{\"String\":\"\\ud83d\\",
    "{\"Unknown\":nul}", "{\"Boolean\":tru}", "{String:\"a\"}", "{\"Strings\":[null]}", "{'String':1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      if (aws_json_codec_decode (&all_shape, texts[i], strlen (texts[i]), &error) != NULL)
        g_error ("accepted: %s", texts[i]);
      g_assert_error (error, AWS_ERROR, AWS_ERROR_PROTOCOL);
      g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerMalformed");
    }
}

static void
test_deep (void)
{
  g_autoptr(GString) deep = g_string_new ("{\"a\":");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (aws_json_codec_decode (&all_shape, deep->str, deep->len, &error));
  g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerMalformed");
}

/* What json-glib would take, and would read as something else or overrun the stack with. */
static void
test_not_json (void)
{
  static const char *const texts[] =
  {
    "{'String':\"x\"}", "/* a */{}", "// a\n{}", "{\"Integer\":010}", "{\"Integer\":0x10}", "{\"Integer\":$10}",
    "var a = {};", "{\"Double\":1.}", "{\"Double\":.5}", "{\"Double\":1e}", "{\"Integer\":+1}", "{\"Integer\":-}",
    "{\"Integer\":00}", "{\"a\":1,}", "[1,]", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "[1 2]", "{}{}", "{} x", "[}",
    "{\"Boolean\":True}", "{\"Boolean\":truee}", "{\"Double\":NaN}", "{\"Double\":Infinity}",
    "{\"String\":\"a\nb\"}", "{\"String\":\"\\x41\"}", "{\"String\":\"\\u12g4\"}", "{\"String\":\"\\u0000\"}",
    "{\"String\":\"\\ud800\"}", "{\"String\":\"", "{\"String\":\"\\", "{\"a\":[[[", "\xef\xbb\xbf{}",
    "{\"Unknown\":99999999999999999999}", "{\"Integer\":9223372036854775808}", "{\"Integer\":-9223372036854775809}",
    "{\"Unknown\":1e999}", "{\"Double\":-1E400}",
    "{\"Double\":1.0000000000000000000000000000000000000000000000000000000000000000}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      if (aws_json_codec_decode (&all_shape, texts[i], strlen (texts[i]), &error) != NULL)
        g_error ("accepted: %s", texts[i]);
      g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerMalformed");
    }
}

static void
test_edges (void)
{
  static const char text[] =
    " {\t\"Integer\" : -9223372036854775808 ,\r\n\"Double\":-0.5e-3,\"String\":\"a\","
    "\"String\":\"\\u00fc\\/\\ud83d\\ude80\","
    "\"Unknown\":[[],{},0,-0,1E+2,null,{\"\":[true,false]}],\"Boolean\":true} \n";
  g_autoptr(GError) error = NULL;
  All *all = aws_json_codec_decode (&all_shape, text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpint (all->integer.value, ==, G_MININT64);
  g_assert_cmpfloat (all->number.value, ==, -0.0005);
  g_assert_true (all->boolean.value);
  /* Of two the last one counts, as for everybody who reads JSON. */
  g_assert_cmpstr (all->string, ==, "\xc3\xbc/\xf0\x9f\x9a\x80");
  aws_shape_free (&all_shape, all);
}

/* 1 MB of brackets that a quote hides from whoever believes that only double quotes make strings. */
static void
test_hidden_depth (void)
{
  static const char *const beginnings[] = { "{'\"':", "/*\"*/" };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr(GString) text = g_string_new (beginnings[i]);
      g_autoptr(GError) error = NULL;

      for (guint j = 0; j < 1000000; j++)
        g_string_append_c (text, '[');
      g_assert_null (aws_json_codec_decode (&all_shape, text->str, text->len, &error));
      g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerMalformed");
    }
}

static void
test_too_many (void)
{
  g_autoptr(GString) text = g_string_new ("{\"Unknown\":[0");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 300000; i++)
    g_string_append (text, ",{}");
  g_string_append (text, "]}");
  g_assert_null (aws_json_codec_decode (&all_shape, text->str, text->len, &error));
  g_assert_cmpstr (aws_error_get_code (error), ==, "AnswerTooLarge");
}

/* Depth is what is open at once, however often brackets opened before. */
static void
test_wide (void)
{
  g_autoptr(GString) wide = g_string_new ("{\"Unknown\":[");
  g_autoptr(GError) error = NULL;
  All *all;

  for (guint i = 0; i < 1000; i++)
    {
      for (guint depth = 0; depth < 1 + i % 20; depth++)
        g_string_append (wide, "{\"a\":[");
      for (guint depth = 0; depth < 1 + i % 20; depth++)
        g_string_append (wide, "]}");
      g_string_append_c (wide, ',');
    }
  g_string_append (wide, "\"[\\\"{\"],\"String\":\"x\"}");
  all = aws_json_codec_decode (&all_shape, wide->str, wide->len, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (all->string, ==, "x");
  aws_shape_free (&all_shape, all);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/aws/json-codec/round-trip", test_round_trip);
  g_test_add_func ("/aws/json-codec/lenient", test_lenient);
  g_test_add_func ("/aws/json-codec/refused", test_refused);
  g_test_add_func ("/aws/json-codec/strings", test_strings);
  g_test_add_func ("/aws/json-codec/twice", test_twice);
  g_test_add_func ("/aws/json-codec/deep", test_deep);
  g_test_add_func ("/aws/json-codec/wide", test_wide);
  g_test_add_func ("/aws/json-codec/not-json", test_not_json);
  g_test_add_func ("/aws/json-codec/edges", test_edges);
  g_test_add_func ("/aws/json-codec/hidden-depth", test_hidden_depth);
  g_test_add_func ("/aws/json-codec/too-many", test_too_many);

  return g_test_run ();
}
