// Only this part of exceljs is imported: the whole package brings a deprecated zip writer and doubles the bundle.
declare module "exceljs/lib/doc/workbook.js" {
  import type { Workbook } from "exceljs";

  const ExceljsWorkbook: new () => Workbook;
  export default ExceljsWorkbook;
}
