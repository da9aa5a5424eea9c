// SPDX-License-Identifier: GPL-3.0-or-later
// price_history.mjs ENDPOINT TYPE…: every record of DescribeSpotPriceHistory as one JSON array, written page by page,
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
  process.stdout.write(separator + page.SpotPriceHistory.map((record) => JSON.stringify(record)).join(",\n"));
  separator = ",\n";
}
process.stdout.write("]");
