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

