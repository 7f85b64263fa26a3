// For better-sqlite3 13.2 on Node 20 and Electron 33, force-included into its source.
// Lets an addon written for Node-API 10 run on Node-API 9, where a reference
// cannot point at a string: the string is kept in a one-field object instead.
#undef NAPI_VERSION
#define NAPI_VERSION 9
#ifdef __cplusplus
#include <napi.h>
namespace Napi {
template <> class Reference<String> {
 public:
  Reference() = default;
  static Reference New(const String& s) { Reference r; Object o = Object::New(s.Env()); o.Set(0u, s); r.ref_ = Persistent(o); return r; }
  String Value() const { return ref_.Value().Get(0u).As<String>(); }
  void SuppressDestruct() { ref_.SuppressDestruct(); }
  void Reset() { ref_.Reset(); }
  bool IsEmpty() const { return ref_.IsEmpty(); }
 private:
  ObjectReference ref_;
};
inline Reference<String> Persistent(String s) { return Reference<String>::New(s); }
}
#endif
