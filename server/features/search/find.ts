import type { SearchInput, SearchResult } from '../../../shared/search.ts';
import type { Tx } from '../../db/connect.ts';

export async function find(_tx: Tx, _input: SearchInput): Promise<SearchResult> {
  return { groups: [] };
}
