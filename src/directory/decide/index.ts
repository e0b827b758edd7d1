export * from "./category.ts";
export * from "./listing.ts";
export * from "./match.ts";
export * from "./search.ts";
export * from "./sight.ts";
export * from "./skill.ts";
export * from "./spend-option.ts";
