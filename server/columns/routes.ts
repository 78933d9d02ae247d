import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/connect.ts';
import type { Scope } from '../db/transaction.ts';

export function columnRoutes(_app: FastifyInstance, _database: Database, _scope: Scope): void {}
