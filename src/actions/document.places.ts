import type { Shelf } from '../files/sealed-files.js';

/** Where the files of versions are kept. */
export const VERSION_FILES: Shelf = { folder: 'documents', table: 'document_versions' };

/** The kind of a version's id. */
export const VERSION = 'document-version';
