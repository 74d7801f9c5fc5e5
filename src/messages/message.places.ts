import type { Shelf } from '../files/sealed-files.js';

/** Where the files of messages are kept. */
export const MESSAGE_FILES: Shelf = { folder: 'messages', table: 'message_files' };

/** The kind of a file's id. */
export const MESSAGE_FILE = 'message-file';
