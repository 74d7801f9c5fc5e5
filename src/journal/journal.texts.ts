import { z } from 'zod';
import type { Seal } from '../db/data-keys.js';

/** What one row's texts are sealed for. */
export type SealRow = (column: string, text: string) => string;

/** Binds a seal to one row. */
export function forRow(seal: Seal, table: string, rowId: string): SealRow {
  return (column, text) => seal(text, { table, column, rowId });
}

/** Longest texts, in letters; sealed they fit the checks of the columns. */
export const TEXT_MAX = 4_000;
export const ENTRY_MAX = 10_000;
export const REASON_MAX = 500;
export const COMMITMENT_MAX = 500;

/** PostgreSQL stores every character but NUL; the checks of arguments refuse that one. */
export const text = (max: number) => z.string().trim().min(1).max(max);
