import { messageId } from '../../src/mail/message-id.js';

describe('messageId', () => {
  it('is the same for the same effect', () => {
    expect(messageId('0199-a1', 'waymark.example')).toBe('<0199-a1@waymark.example>');
  });

  it.each(['', 'a b', 'a\r\nBcc: x', 'a>', 'a@b'])('refuses the effect id %j', (id) => {
    expect(() => messageId(id, 'waymark.example')).toThrow('not the parts of a Message-ID');
  });
});
