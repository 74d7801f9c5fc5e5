import { registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';
import { fileFormats } from './file.format.js';

export const FileFormatEnum = enumOf(fileFormats);
registerEnumType(FileFormatEnum, {
  name: 'FileFormat',
  description: 'What a file is, found out from its bytes.',
  valuesMap: {
    PDF: { description: 'Portable Document Format.' },
    DOCX: { description: 'Word, without macros.' },
    ODT: { description: 'OpenDocument text, without macros.' },
    PNG: { description: 'A picture, without loss.' },
    JPEG: { description: 'A picture, as photographs are.' },
    TEXT: { description: 'Plain text in UTF-8.' },
  },
});
