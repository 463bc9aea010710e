// Package wordpress reads the table wp_users of WordPress as CSV or JSON, as
// databases, phpMyAdmin and WP-CLI (wp user list) write it, and beside it
// wp_usermeta, which has names, roles and second factors.
//
// WordPress proves no email, so none counts as verified.
//
// Sources: WordPress' database description; its developer resources (wp user
// list, wp_check_password); WordPress/two-factor, class-two-factor-core.php;
// phpMyAdmin's JSON export.
package wordpress
