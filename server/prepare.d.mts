export const root: string;
export class PreparationError extends Error {}
export function checkNode(): void;
export function step<Result>(name: string, work: (note: (text: string) => void) => Promise<Result>): Promise<Result>;
export function installDependencies(options: { development: boolean }): Promise<void>;
export function buildClient(): Promise<void>;
export function fingerprint(paths: string[], without?: string[]): string;
export function run(program: string, parameters: string[], options?: object): Promise<string>;
