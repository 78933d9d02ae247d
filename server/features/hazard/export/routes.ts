import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../../shared/errors.ts';
import { type ExportFormat, type HazardExport, hazardExportSchema } from '../../../../shared/hazardFilter.ts';
import type { Admit } from '../../../auth/admit.ts';
import type { Scope } from '../../../auth/scope.ts';
import { countyOf, villageOf } from '../../../db/area.ts';
import type { Database, Tx } from '../../../db/connect.ts';
import { recordAccess } from '../../../db/recordAccess.ts';
import { countySettings } from '../../../db/settings.ts';
import { write } from '../../../db/transaction.ts';
import type { ListedHazard } from '../items.ts';
import { listedHazards } from '../list.ts';
import { hazardsAsGeoJson } from './geojson.ts';
import { hazardsAsShapefile } from './shapefile.ts';
import type { Context } from './table.ts';
import { hazardsAsCsv, hazardsAsXlsx } from './tables.ts';

const files: Record<ExportFormat, { ending: string; type: string }> = {
  csv: { ending: 'csv', type: 'text/csv; charset=utf-8' },
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  geojson: { ending: 'geojson', type: 'application/geo+json' },
  shapefile: { ending: 'zip', type: 'application/zip' },
};

/** `POST /exports/hazards` answers a file of exactly the rows that the list of the same filter shows, in its order. */
export function hazardExportRoutes(app: FastifyInstance, database: Database, admit: Admit): void {
  app.post('/exports/hazards', async (request, reply) => {
    const scope = await admit(request, 'hazard.export');
    const input = hazardExportSchema.safeParse(request.body);
    if (!input.success)
      throw new AppError({ code: 'invalidInput', detail: { field: String(input.error.issues[0]?.path.join('.')) } });
    const taken = await write(database, scope, (tx) => takeHazards(tx, scope, input.data));
    // Behind the transaction, which holds the log of the county: a file of a whole county takes seconds.
    const bytes = await fileOf(input.data.format, taken);
    const { ending, type } = files[input.data.format];
    return reply
      .type(type)
      .header('content-disposition', `attachment; filename="hazards.${ending}"`)
      .header('cache-control', 'no-store')
      .send(bytes);
  });
}

type Taken = { hazards: ListedHazard[]; context: Context };

/** The rows of a file, and a record that they were taken out. Throws nothingToExport. */
async function takeHazards(tx: Tx, scope: Scope, input: HazardExport): Promise<Taken> {
  const countyCode = countyOf(input.filter.areaCode);
  const hazards = await listedHazards(tx, scope, input);
  if (hazards.length === 0) throw new AppError({ code: 'nothingToExport' });
  const { hazardTree: tree } = await countySettings(tx, countyCode);
  await recordAccess(tx, {
    countyCode,
    villageCode: villageOf(input.filter.areaCode),
    subject: 'export',
    subjectIds: hazards.map(({ id }) => id),
    fields: ['hazard'],
  });
  const mark = { by: scope.actor, at: new Date().toISOString().slice(0, 19).concat('Z') };
  return { hazards, context: { language: input.language, tree, mark } };
}

function fileOf(format: ExportFormat, { hazards, context }: Taken): Buffer | Promise<Buffer> {
  switch (format) {
    case 'csv':
      return hazardsAsCsv(hazards, context);
    case 'xlsx':
      return hazardsAsXlsx(hazards, context);
    case 'geojson':
      return hazardsAsGeoJson(hazards, context);
    case 'shapefile':
      return hazardsAsShapefile(hazards, context);
  }
}
