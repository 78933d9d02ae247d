export type Cluster = { url: string; directory: string; stop(): void };
export function startCluster(folder: string): Promise<Cluster>;
