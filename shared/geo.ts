import { z } from 'zod';

/** Longitude and latitude in degrees of CGCS2000, which is within a metre of WGS 84. */
export const positionSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export type Position = z.infer<typeof positionSchema>;

/** West, south, east, north in degrees. */
export const boundsSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Bounds = z.infer<typeof boundsSchema>;

/** A calendar day `YYYY-MM-DD` that there is. */
export const daySchema = z.iso.date();

const millisecondsOfDay = 86_400_000;

/** Days since 1 January 1970 of a calendar day `YYYY-MM-DD`. */
export function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / millisecondsOfDay);
}

/** Calendar day `YYYY-MM-DD` of a number of days since 1 January 1970. */
export function dayOfNumber(number: number): string {
  return new Date(number * millisecondsOfDay).toISOString().slice(0, 10);
}
