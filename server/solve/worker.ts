import { parentPort } from 'node:worker_threads';
import { highs } from './highs.ts';
import { type Results, type SolverName, solvers, type Tasks } from './tasks.ts';

export type SolveRequest = {
  [Name in SolverName]: { solver: Name; task: Tasks[Name]; seconds: number };
}[SolverName];
/** A failure is a fault of the program, since every task that can be put has an answer. */
export type SolveReply = { result: Results[SolverName] } | { failure: string };

parentPort?.on('message', (request: SolveRequest) => {
  answer(request).then(
    (result) => reply({ result }),
    // The message alone: the trace of a failing WebAssembly module is its whole text.
    (error: unknown) => reply({ failure: error instanceof Error ? error.message : String(error) }),
  );
});
// Loaded while the first task is still on its way.
await highs();

function answer(request: SolveRequest): Promise<Results[SolverName]> {
  switch (request.solver) {
    case 'repair':
      return solvers.repair(request.task, request.seconds);
    case 'repairZones':
      return solvers.repairZones(request.task, request.seconds);
    case 'links':
      return solvers.links(request.task, request.seconds);
    case 'split':
      return solvers.split(request.task, request.seconds);
    case 'splitZones':
      return solvers.splitZones(request.task, request.seconds);
    case 'evacuation':
      return solvers.evacuation(request.task, request.seconds);
  }
}

function reply(message: SolveReply): void {
  parentPort?.postMessage(message);
}
