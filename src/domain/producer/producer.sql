-- producer.sql: chủ thể.

-- producer_insert(id Id, kind int, name Str, name_fold Str, name_sort Str, tax_code Str?, place Id?, place_text Str, address Str, representative Str, phone Str?, email Str?, public_contact bool, website Str?, demo bool, at Time) -> done under PRODUCER_REGISTER | REGISTER_IMPORT | SYSTEM_LOAD
insert into producer (id, kind, name, name_fold, name_sort, tax_code, place, place_text, address, representative, phone, email, public_contact, website, demo, created_at, version)
values (:id, :kind, :name, :name_fold, :name_sort, :tax_code, :place, :place_text, :address, :representative, :phone, :email, :public_contact, :website, :demo, :at, 1);

-- producer_get(id Id) -> one producer(id Id, kind int, name Str, tax_code Str?, place Id?, place_text Str, address Str, representative Str, phone Str?, email Str?, public_contact bool, website Str?, demo bool, version int)
select id, kind, name, tax_code, place, place_text, address, representative, phone, email, public_contact, website, demo, version from producer where id = :id;

-- producer_update(id Id, version int, kind int, name Str, name_fold Str, name_sort Str, tax_code Str?, address Str, representative Str, phone Str?, email Str?, public_contact bool, website Str?) -> changed under PRODUCER_EDIT
update producer
   set kind = :kind, name = :name, name_fold = :name_fold, name_sort = :name_sort, tax_code = :tax_code, address = :address,
       representative = :representative, phone = :phone, email = :email, public_contact = :public_contact, website = :website, version = version + 1
 where id = :id and version = :version;

-- producer_tax_known(tax_code Str) -> one producer_known(n int)
select count(*) from producer where tax_code = :tax_code;

-- producer_register_put(id Id, kind int, name Str, name_fold Str, name_sort Str, tax_code Str?, place Id?, place_text Str, address Str, representative Str, phone Str?) -> changed under REGISTER_IMPORT | REGISTER_UNDO | SYSTEM_LOAD
update producer
   set kind = :kind, name = :name, name_fold = :name_fold, name_sort = :name_sort, tax_code = :tax_code, place = :place, place_text = :place_text,
       address = :address, representative = :representative, phone = :phone, version = version + 1
 where id = :id;

-- producer_delete(id Id) -> changed under REGISTER_UNDO
delete from producer where id = :id;

-- where it lies now that its commune has ended
-- producer_place_put(id Id, version int, place Id, place_text Str) -> changed under SYSTEM_JOB | PLACE_CHOOSE
update producer set place = :place, place_text = :place_text, version = version + 1 where id = :id and version = :version;
