import { buildSchema, type GraphQLSchema } from "graphql";
import { useEffect, useState } from "react";

/**
 * The schema as it was built with the pages, for hints and the explorer: a small file beside them, where
 * the API would send ten times as much with each visit. Null until it is here.
 */
export function useSchema(): GraphQLSchema | null {
  const [schema, setSchema] = useState<GraphQLSchema | null>(null);
  useEffect(() => {
    const read = async () => {
      const text = await (await fetch("/schema.graphql")).text();
      setSchema(buildSchema(text, { assumeValid: true }));
    };
    // Without it everything works but the hints.
    read().catch(() => undefined);
  }, []);
  return schema;
}
