DROP INDEX "building_geometry";--> statement-breakpoint
DROP INDEX "landform_geometry";--> statement-breakpoint
DROP INDEX "street_geometry";--> statement-breakpoint
-- A bulk load stamps its rows once a statement, by take_seq; calling the trigger for each costs more than writing the row.
do $$
declare
  layer text;
begin
  foreach layer in array array['area', 'zone', 'zone_lead', 'street', 'building', 'landform', 'relief', 'household', 'person',
    'party_member', 'household_link', 'key_person', 'place', 'asset', 'hazard', 'visit', 'journal_entry'] loop
    execute format('create or replace trigger stamp_row before update on %I for each row execute function stamp_row()', layer);
    execute format('create trigger stamp_new_row before insert on %I for each row when (new.seq = 0) execute function stamp_row()', layer);
  end loop;
end $$;
