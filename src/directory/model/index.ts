export * from "./category.ts";
export * from "./input.ts";
export * from "./line.ts";
export * from "./listing.ts";
export * from "./skill.ts";
export * from "./spend-option.ts";
