CREATE INDEX "hazard_photo_inspection" ON "hazard_photo" USING btree ("county_code","inspection_id") WHERE "hazard_photo"."inspection_id" is not null;
--> statement-breakpoint
-- A photograph taken on a round is seen by whoever sees the round.
create policy of_inspection on hazard_photo to cuntu_app using (inspection_id is not null and exists (
  select from inspection where inspection.county_code = hazard_photo.county_code and inspection.id = hazard_photo.inspection_id
));
