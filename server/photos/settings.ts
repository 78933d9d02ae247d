/** Where photographs lie: a directory of this machine, or a bucket that speaks S3. */
export type PhotoPlace =
  | { kind: 'disk'; directory: string }
  | { kind: 's3'; bucketUrl: string; accessKeyId: string; secretAccessKey: string; region: string };
