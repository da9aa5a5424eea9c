// SPDX-License-Identifier: GPL-3.0-or-later
// price_history.mjs ENDPOINT TYPE…: every record of DescribeSpotPriceHistory as one JSON array, a page at a time,
// with the AWS SDK for JavaScript v3.
import { EC2Client, paginateDescribeSpotPriceHistory } from "@aws-sdk/client-ec2";

const [endpoint, ...types] = process.argv.slice(2);
const client = new EC2Client({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY },
});

let separator = "[";
const input = { InstanceTypes: types, ProductDescriptions: ["Linux/UNIX"] };
for await (const page of paginateDescribeSpotPriceHistory({ client, pageSize: 1000 }, input)) {
  for (const record of page.SpotPriceHistory) {
    process.stdout.write(separator + JSON.stringify(record));
    separator = ",\n";
  }
}
process.stdout.write(separator === "[" ? "[]" : "]");
