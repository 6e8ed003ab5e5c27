#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace dcc {

// Who may use a file: its permission bits, which do not depend on the mask of the process, and its
// owner and group. Only the superuser can give a file to another owner; a group that cannot be
// given gets no permission.
struct FileAccess {
    unsigned mode = 0600;
    std::optional<unsigned> owner = {};
    std::optional<unsigned> group = {};

    // For a directory with such files: who may read a file may enter it.
    FileAccess for_directory() const;
    // For a file that keeps writers apart: who may not write cannot open it at all.
    FileAccess for_writers() const;
};

// For a new file in a directory: its owner may read and write it, and if the directory passes its
// group on to new files (setgid) that group too.
FileAccess access_in(std::filesystem::path const &directory);

// The access of a file or a directory. Throws Error{no_input} when there is none.
FileAccess access_of(std::filesystem::path const &file);

// Gives access to an open file, or to the file of that name, as far as the system permits.
void give_access(int file, FileAccess const &access);
void give_access(std::filesystem::path const &file, FileAccess const &access);

// The directory that contains a file.
std::filesystem::path directory_of(std::filesystem::path const &file);

// The full name of a file, without symbolic links; as it is if they cannot be resolved, so that
// opening it says why.
std::filesystem::path real_name(std::filesystem::path const &file);

// The name of a file that this process is writing, and whether a name is one of these.
std::filesystem::path temporary_name(std::filesystem::path const &file);
bool is_temporary_name(std::filesystem::path const &file);

// Removes what processes of this user that are no more have left under such names of the file.
void remove_left_overs(std::filesystem::path const &file);

// Whether a new file may take the place of another one.
enum class Existing { kept, replaced };

// A new file or directory, which appears under its name when it is complete and replaces nothing,
// unless that is asked for: then it takes the place of a file in one step. Until then it has a
// temporary name beside it, which names this process. The destructor removes it if keep() was not
// called; what a process that was killed has left is removed when its user next makes a file of
// that name.
class NewFile {
  public:
    // Throws Error{cannot_create} when something of that name exists and is not to be replaced.
    explicit NewFile(std::filesystem::path file, Existing existing = Existing::kept);
    NewFile(NewFile const &) = delete;
    NewFile &operator=(NewFile const &) = delete;
    ~NewFile();

    std::filesystem::path const &temporary() const { return temporary_; }

    // Each creates it under its temporary name. Throws Error{cannot_create} or Error{io}.
    void create(FileAccess const &access) const;
    void create(FileAccess const &access, std::string_view content) const;
    void create_directory(FileAccess const &access) const;
    void copy(std::filesystem::path const &from) const;  // content and access
    // Adds to the file that was created.
    void append(std::string_view part) const;

    // Gives it its name; it is on the disk when this returns. Nobody may have the file open. Throws
    // Error{cannot_create} when something else has taken the name.
    void keep();

  private:
    std::filesystem::path file_;
    std::filesystem::path temporary_;
    Existing existing_;
    bool kept_ = false;
};

}  // namespace dcc
