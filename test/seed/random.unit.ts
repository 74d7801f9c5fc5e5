import { Random } from '../../src/seed/random.js';

const drawn = (random: Random) => Array.from({ length: 5 }, () => random.next());

describe('numbers that a seed decides', () => {
  it('are the same for the same words and others for other words', () => {
    expect(drawn(new Random('a', 1))).toEqual(drawn(new Random('a', 1)));
    expect(drawn(new Random('a', 1))).not.toEqual(drawn(new Random('a', 2)));
    expect(drawn(new Random('a', 11))).not.toEqual(drawn(new Random('a1', 1)));
  });

  it('fill a range evenly, both ends included', () => {
    const random = new Random('range');
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 40_000; draw += 1) counts[random.between(1, 4) - 1]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('make ids in the form of a UUIDv7 of their instant', () => {
    const random = new Random('ids');
    const at = Date.UTC(2026, 2, 4, 5, 6, 7, 8);
    const ids = Array.from({ length: 1000 }, () => random.id(at));
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(at);
    }
  });
});
