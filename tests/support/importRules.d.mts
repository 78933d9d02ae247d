export function findViolations(directory: string, folders: string[]): Promise<{ modules: number; broken: string[] }>;
