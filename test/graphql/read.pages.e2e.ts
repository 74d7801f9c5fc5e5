import { startSampleApp, type SampleApp } from './sample.app.js';

let waymark: SampleApp;

beforeAll(async () => {
  waymark = await startSampleApp();
});
afterAll(() => waymark.close());

const ask = (query: string, variables: Record<string, unknown>) =>
  waymark.send(waymark.people.coach, query, variables);

describe('pages walked to their end give every row once and in order', () => {
  interface Walk {
    list: string;
    around: (page: string) => string;
    path: (data: any) => any;
  }
  const root = (list: string): Walk => ({
    list,
    around: (page) => `{ ${list}(first: $first, after: $after) ${page} }`,
    path: (data) => data[list],
  });
  const boxed = (list: string): Walk => ({
    list: `SampleBox.${list}`,
    around: (page) => `{ sampleShelf { ${list}(first: $first, after: $after) ${page} } }`,
    path: (data) => data.sampleShelf[0][list],
  });
  const walks: Walk[] = [
    root('sampleThings'),
    root('sampleDays'),
    root('sampleBoxes'),
    boxed('things'),
    boxed('counted'),
  ];

  test.each(walks.flatMap((walk) => [1, 2, 5, 100].map((first) => ({ ...walk, first }))))(
    '$list, $first at a time',
    async ({ around, path, first }) => {
      const page = async (size: number, after: string | null) => {
        const query = `query ($first: Int!, $after: String) ${around('{ nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } }')}`;
        return path((await ask(query, { first: size, after })).data);
      };
      const all = (await page(100, null)).nodes.map(({ id }: { id: string }) => id);
      const walked: string[] = [];
      let after: string | null = null;
      for (let more = true; more;) {
        const { nodes, edges, pageInfo } = await page(first, after);
        expect(edges.map(({ node }: any) => node)).toEqual(nodes);
        expect(pageInfo).toEqual({
          hasNextPage: walked.length + nodes.length < all.length,
          hasPreviousPage: after !== null,
          endCursor: edges.at(-1).cursor,
        });
        walked.push(...nodes.map(({ id }: { id: string }) => id));
        ({ hasNextPage: more, endCursor: after } = pageInfo);
      }
      expect(all.length).toBeGreaterThan(2);
      expect(new Set(walked).size).toBe(walked.length);
      expect(walked).toEqual(all);
    },
  );
});
