#pragma once

#include <dcc/base/content_store.hpp>
#include <dcc/store/file_ref.hpp>
#include <dcc/store/writer.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dcc::store {

// The directory with the files of evidence of a desk, which is beside it: "desk.db.files".
std::filesystem::path files_beside(std::filesystem::path const &desk);

// `plain`: whole, but not encrypted, although the desk is protected. `unread`: there, with the
// right size; its content cannot be read without the master key. `unreadable`: the system does not
// let it be read.
enum class FileState { whole, unread, plain, changed, unreadable, missing };

// The files of evidence of a desk, each stored once (base/content_store.hpp). In a protected desk
// it is stored once for each owner, encrypted with their data key, under a name that ends in ".K7"
// or ".C9". The reader must outlive the object.
class Files {
  public:
    // Those beside the desk of the reader, or those in a directory, such as a backup has.
    explicit Files(Reader &reader);
    Files(Reader &reader, std::filesystem::path directory);

    std::filesystem::path const &directory() const { return store_.directory(); }

    // Reads the whole file. Throws Error{no_input} when the master key is that of another desk.
    FileState check(FileRef const &ref);
    // Gives the content, which may turn out to be changed only at its end. Throws Error{io} when
    // the file is missing or changed, Error{no_input} without the master key.
    void read(FileRef const &ref, Take const &take);

    // Stores the content that `ref` names, unless it is there already; a file that was changed is
    // replaced. Within a transaction of the writer, so that nobody removes the file as unused
    // before an event names it. Throws Error{no_input} when the content has become another.
    void put(Writer &writer, FileRef const &ref, Content const &content);
    // Stores the encrypted form of a plain file, if there is one. Within a transaction of the
    // writer of a protected desk. False when the plain file was changed or cannot be read.
    bool encrypt(Writer &writer, FileRef const &ref);
    // Removes the plain form.
    void remove_plain(FileRef const &ref) { store_.remove(name_of(ref, false)); }
    // The plain files in a protected desk.
    std::vector<std::string> plain();

    // The files that no event names, with those that a killed process has left unfinished.
    std::vector<std::string> unused();
    void remove(std::string const &name) { store_.remove(name); }

    // The files of `ref`, relative to the directory: one, or none when it is missing. While a desk
    // becomes protected it may have both forms.
    std::vector<std::filesystem::path> places_of(FileRef const &ref);

  private:
    std::string name_of(FileRef const &ref, bool encrypted) const;
    bool is_protected();
    FileState state_of(FileRef const &ref, bool is_encrypted);
    Content plain_content(FileRef const &ref) const;
    static Content same(FileRef const &ref, Content const &content);
    Content encrypted(Writer &writer, FileRef const &ref, Content const &content);
    Content decrypted(FileRef const &ref);

    Reader &reader_;
    ContentStore store_;
};

}  // namespace dcc::store
